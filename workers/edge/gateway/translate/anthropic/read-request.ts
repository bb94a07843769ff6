import type { Conversation, Format, Reasoning, Role, Tool, ToolChoice, Turn } from '../conversation.ts'
import { booleanOf, isMembers, listOf, membersOf, numberOf, stringOf } from '../json.ts'
import type { Members } from '../json.ts'
import type { Losses } from '../losses.ts'
import { malformed, needList, needMembers, needString } from '../malformed.ts'
import { isEffort } from '../reasoning.ts'
import { readCacheMark, readContent } from './read-parts.ts'
import { readSystem } from './read-system.ts'

const TOOL_EXTRAS = ['allowed_callers', 'defer_loading', 'eager_input_streaming', 'input_examples'] as const

/** @throws Untranslatable for what the protocol, or the table, does not allow */
export function readRequest(request: Members, losses: Losses): Conversation {
  const choice = membersOf(request['tool_choice'])
  const disablesParallel = booleanOf(choice['disable_parallel_tool_use'])
  return {
    stream: request['stream'] === true,
    turns: [...readSystem(request['system'], losses), ...readMessages(request['messages'], losses)],
    tools: listOf(request['tools']).flatMap((tool, i) => readTool(tool, `tools.${i}`, losses)),
    toolChoice: readToolChoice(choice, listOf(request['tools']), losses),
    parallelToolCalls: disablesParallel === null ? null : !disablesParallel,
    maxOutputTokens: numberOf(request['max_tokens']),
    stop: listOf(request['stop_sequences']).filter((stop) => typeof stop === 'string'),
    temperature: numberOf(request['temperature']),
    topP: numberOf(request['top_p']),
    reasoning: readReasoning(request, losses),
    format: readFormat(membersOf(request['output_config'])['format'] ?? request['output_format']),
    verbosity: null,
    user: stringOf(membersOf(request['metadata'])['user_id']),
    wantsUsage: true,
  }
}

function readMessages(messages: unknown, losses: Losses): Turn[] {
  return needList(messages, 'messages').map((entry, i) => {
    const message = needMembers(entry, `messages.${i}`)
    const role = readRole(message['role'], `messages.${i}.role`)
    return { role, parts: readContent(message['content'] ?? [], `messages.${i}.content`, losses) }
  })
}

function readRole(role: unknown, path: string): Role {
  if (role === 'user' || role === 'assistant' || role === 'system') return role
  return malformed(path, 'user, assistant or system')
}

function readTool(value: unknown, path: string, losses: Losses): Tool[] {
  const tool = needMembers(value, path)
  const { type } = tool
  if (type !== undefined && type !== null && type !== 'custom') {
    losses.foreign('a tool with a type')
    return []
  }
  for (const extra of TOOL_EXTRAS) if (isSet(tool[extra])) losses.lose(`tool member: ${extra}`)
  return [
    {
      name: needString(tool['name'], `${path}.name`),
      description: stringOf(tool['description']),
      schema: tool['input_schema'] ?? { type: 'object' },
      strict: booleanOf(tool['strict']),
      custom: false,
      cache: readCacheMark(tool['cache_control']),
    },
  ]
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false
}

function readToolChoice(choice: Members, tools: readonly unknown[], losses: Losses): ToolChoice | null {
  switch (choice['type']) {
    case undefined:
      return null
    case 'auto':
    case 'none':
      return { mode: choice['type'] }
    case 'any':
      return { mode: 'required' }
    case 'tool': {
      const name = needString(choice['name'], 'tool_choice.name')
      const tool = membersOf(tools.find((candidate) => membersOf(candidate)['name'] === name))
      if (isSet(tool['type']) && tool['type'] !== 'custom') losses.lose('tool choice of a hosted tool')
      return { mode: 'tool', name }
    }
    default:
      return malformed('tool_choice.type', 'auto, any, tool or none')
  }
}

function readReasoning(request: Members, losses: Losses): Reasoning {
  const thinking = membersOf(request['thinking'])
  const config = membersOf(request['output_config'])
  if (isMembers(config['task_budget'])) losses.lose('task budget')
  return {
    mode: modeOf(thinking['type']),
    effort: isEffort(config['effort']) ? config['effort'] : null,
    budget: thinking['type'] === 'enabled' ? numberOf(thinking['budget_tokens']) : null,
    summary: thinking['display'] === 'summarized',
  }
}

function modeOf(type: unknown): Reasoning['mode'] {
  if (type === undefined) return null
  return type === 'disabled' ? 'off' : 'on'
}

function readFormat(format: unknown): Format | null {
  if (!isMembers(format)) return null
  return { name: null, description: null, schema: format['schema'], strict: true }
}
