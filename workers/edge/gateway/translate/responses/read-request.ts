import { readToolChoice } from '../chat/read-tools.ts'
import type { Conversation, Format, Reasoning, Tool, Turn } from '../conversation.ts'
import { booleanOf, isMembers, listOf, membersOf, numberOf, stringOf } from '../json.ts'
import type { Members } from '../json.ts'
import type { Losses } from '../losses.ts'
import { needMembers, needString } from '../malformed.ts'
import { readMark } from '../openai/cache-marks.ts'
import { isEffort } from '../reasoning.ts'
import { readInput } from './read-input.ts'

/** @throws Untranslatable for what the protocol, or the table, does not allow */
export function readRequest(request: Members, losses: Losses): Conversation {
  const { choice, allowed } = readToolChoice(request['tool_choice'], losses)
  const tools = listOf(request['tools']).flatMap((tool, i) => readTool(tool, `tools.${i}`, losses))
  const text = membersOf(request['text'])
  return {
    stream: request['stream'] === true,
    turns: [...readInstructions(request['instructions']), ...readInput(request['input'], losses)],
    tools: allowed === null ? tools : tools.filter(({ name }) => allowed.has(name)),
    toolChoice: choice,
    parallelToolCalls: booleanOf(request['parallel_tool_calls']),
    maxOutputTokens: numberOf(request['max_output_tokens']),
    stop: [],
    temperature: numberOf(request['temperature']),
    topP: numberOf(request['top_p']),
    reasoning: readReasoning(membersOf(request['reasoning'])),
    format: readFormat(membersOf(text['format'])),
    verbosity: stringOf(text['verbosity']),
    user: stringOf(request['user'] ?? request['safety_identifier']),
    wantsUsage: true,
  }
}

function readInstructions(instructions: unknown): Turn[] {
  if (typeof instructions !== 'string' || instructions === '') return []
  return [{ role: 'system', parts: [{ kind: 'text', text: instructions, cache: null }] }]
}

function readTool(value: unknown, path: string, losses: Losses): Tool[] {
  const tool = needMembers(value, path)
  const custom = tool['type'] === 'custom'
  if (!custom && tool['type'] !== 'function') {
    losses.foreign('a tool with a type')
    return []
  }
  const format = membersOf(tool['format'])
  return [
    {
      name: needString(tool['name'], `${path}.name`),
      description: stringOf(tool['description']),
      schema: custom ? readGrammar(format) : (tool['parameters'] ?? { type: 'object', properties: {} }),
      strict: custom ? null : booleanOf(tool['strict']),
      custom,
      cache: readMark(tool, losses),
    },
  ]
}

function readGrammar(format: Members): Members | null {
  return format['type'] === 'grammar' ? format : null
}

function readReasoning({ effort, summary, generate_summary }: Members): Reasoning {
  const asked = summary ?? generate_summary
  return {
    mode: effort === 'none' ? 'off' : isEffort(effort) ? 'on' : null,
    effort: isEffort(effort) ? effort : null,
    budget: null,
    summary: typeof asked === 'string',
  }
}

function readFormat(format: Members): Format | null {
  const { type, name, description, schema, strict } = format
  if (type === 'json_object') return { name: null, description: null, schema: null, strict: null }
  if (type !== 'json_schema' || !isMembers(schema)) return null
  return { name: stringOf(name), description: stringOf(description), schema, strict: booleanOf(strict) }
}
