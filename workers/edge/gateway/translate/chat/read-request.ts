import type { Conversation, Format, Part, Reasoning, ToolResultPart, Turn } from '../conversation.ts'
import { booleanOf, isMembers, listOf, membersOf, numberOf, stringOf } from '../json.ts'
import type { Members } from '../json.ts'
import type { Losses } from '../losses.ts'
import { malformed, needList, needMembers, needString } from '../malformed.ts'
import { isEffort } from '../reasoning.ts'
import { readContent } from './read-parts.ts'
import { readTool, readToolChoice } from './read-tools.ts'

/** @throws Untranslatable for what the protocol, or the table, does not allow */
export function readRequest(request: Members, losses: Losses): Conversation {
  const { choice, allowed } = readToolChoice(request['tool_choice'], losses)
  const tools = listOf(request['tools']).flatMap((tool, i) => readTool(tool, `tools.${i}`, losses))
  return {
    stream: request['stream'] === true,
    turns: needList(request['messages'], 'messages').flatMap((message, i) =>
      readMessage(needMembers(message, `messages.${i}`), `messages.${i}`, losses),
    ),
    tools: allowed === null ? tools : tools.filter(({ name }) => allowed.has(name)),
    toolChoice: choice,
    parallelToolCalls: booleanOf(request['parallel_tool_calls']),
    maxOutputTokens: numberOf(request['max_completion_tokens'] ?? request['max_tokens']),
    stop: [request['stop']].flat().filter((stop) => typeof stop === 'string'),
    temperature: numberOf(request['temperature']),
    topP: numberOf(request['top_p']),
    reasoning: readReasoning(request),
    format: readFormat(membersOf(request['response_format'])),
    verbosity: stringOf(request['verbosity']),
    user: stringOf(request['user'] ?? request['safety_identifier']),
    wantsUsage: membersOf(request['stream_options'])['include_usage'] === true,
  }
}

function readMessage(message: Members, path: string, losses: Losses): Turn[] {
  const { role } = message
  if (message['name'] !== undefined && role !== 'tool') losses.lose('name of a participant')
  switch (role) {
    case 'system':
    case 'developer':
    case 'user':
      return [{ role, parts: readContent(message['content'], `${path}.content`, losses) }]
    case 'assistant':
      return [{ role, parts: readAssistant(message, path, losses) }]
    case 'tool':
      return [{ role: 'user', parts: [readResult(message, path, losses)] }]
    default:
      losses.foreign(needString(role, `${path}.role`))
      return []
  }
}

function readAssistant(message: Members, path: string, losses: Losses): Part[] {
  if (isMembers(message['audio'])) losses.foreign('audio')
  if (isMembers(message['function_call'])) losses.foreign('function')
  const reasoning = stringOf(message['reasoning_content'] ?? message['reasoning'])
  const refusal = stringOf(message['refusal'])
  return [
    ...(reasoning === null || reasoning === '' ? [] : [{ kind: 'thinking', text: reasoning } as const]),
    ...readContent(message['content'], `${path}.content`, losses).filter((part) => !isEmptyText(part)),
    ...(refusal === null ? [] : [{ kind: 'refusal', text: refusal } as const]),
    ...listOf(message['tool_calls']).map((call, i) =>
      readToolCall(membersOf(call), `${path}.tool_calls.${i}`),
    ),
  ]
}

/** Beside calls many clients send an empty text, which Anthropic refuses. */
function isEmptyText(part: Part): boolean {
  return part.kind === 'text' && part.text === ''
}

function readToolCall(call: Members, path: string): Part {
  const id = needString(call['id'], `${path}.id`)
  const custom = call['type'] === 'custom'
  const called = membersOf(custom ? call['custom'] : call['function'])
  const name = needString(called['name'], `${path}.function.name`)
  const input = stringOf(custom ? called['input'] : called['arguments']) ?? ''
  return { kind: 'toolCall', id, name, input, custom, cache: null }
}

/** A mark on the last part of a result marks the result. */
function readResult(message: Members, path: string, losses: Losses): ToolResultPart {
  const read = readContent(message['content'], `${path}.content`, losses)
  const parts = read.map((part) => (part.kind === 'text' ? part : malformed(`${path}.content`, 'text')))
  const last = parts.at(-1)
  return {
    kind: 'toolResult',
    id: needString(message['tool_call_id'], `${path}.tool_call_id`),
    parts: last === undefined ? parts : [...parts.slice(0, -1), { ...last, cache: null }],
    isError: false,
    cache: last?.cache ?? null,
  }
}

/** `reasoning` is how OpenRouter asks. */
function readReasoning(request: Members): Reasoning {
  const asked = membersOf(request['reasoning'])
  const effort = request['reasoning_effort'] ?? asked['effort']
  const budget = numberOf(asked['max_tokens'])
  const isOff = effort === 'none' || asked['enabled'] === false
  const isOn = isEffort(effort) || budget !== null || asked['enabled'] === true
  return {
    mode: isOff ? 'off' : isOn ? 'on' : null,
    effort: isEffort(effort) ? effort : null,
    budget,
    summary: false,
  }
}

function readFormat(format: Members): Format | null {
  if (format['type'] === 'json_object') return { name: null, description: null, schema: null, strict: null }
  if (format['type'] !== 'json_schema') return null
  const { name, description, schema, strict } = membersOf(format['json_schema'])
  return { name: stringOf(name), description: stringOf(description), schema, strict: booleanOf(strict) }
}
