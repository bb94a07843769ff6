import type { Conversation, Tool, ToolChoice, Turn } from '../conversation.ts'
import { DEFAULT_MAX_TOKENS } from '../dialect.ts'
import type { Dialect } from '../dialect.ts'
import { isMembers } from '../json.ts'
import type { Members } from '../json.ts'
import type { Losses } from '../losses.ts'
import { boundOf, samplingOf } from '../limits.ts'
import { BlockWriter } from './write-parts.ts'
import { writeEffort, writeThinking } from './write-reasoning.ts'

type Message = { readonly role: string; readonly content: readonly Members[] }

/** @returns the body of a messages request, its model left to the caller */
export function writeRequest(conversation: Conversation, dialect: Dialect, losses: Losses): Members {
  const blocks = new BlockWriter(losses, dialect.cacheMarks === 'cache_control')
  const behind = conversation.turns.findIndex(({ role }) => !isSystem(role))
  const leading = behind === -1 ? conversation.turns : conversation.turns.slice(0, behind)
  const system = leading.flatMap((turn) => writeTurn(turn, blocks, losses).content)
  const messages = merge(
    conversation.turns.slice(leading.length).map((turn) => writeTurn(turn, blocks, losses)),
  )
  const maxTokens = writeMaxTokens(conversation, dialect, losses)
  const tools = conversation.tools.map((tool) => writeTool(tool, blocks, losses))
  const config = {
    ...writeEffort(conversation.reasoning, dialect, losses),
    ...writeFormat(conversation, losses),
  }
  return {
    max_tokens: maxTokens,
    ...(system.length > 0 ? { system } : {}),
    messages,
    ...(tools.length > 0 ? { tools, ...writeToolChoice(conversation) } : {}),
    ...(conversation.stop.length > 0 ? { stop_sequences: conversation.stop } : {}),
    ...writeSampling(conversation, dialect, losses),
    ...writeThinking(conversation.reasoning, maxTokens, dialect, losses),
    ...(Object.keys(config).length > 0 ? { output_config: config } : {}),
    ...(conversation.user === null ? {} : { metadata: { user_id: conversation.user } }),
    ...(conversation.stream ? { stream: true } : {}),
  }
}

function writeTurn({ role, parts }: Turn, blocks: BlockWriter, losses: Losses): Message {
  if (role === 'developer') losses.lose('developer role')
  return { role: isSystem(role) ? 'system' : role, content: parts.flatMap((part) => blocks.write(part)) }
}

function isSystem(role: Turn['role']): boolean {
  return role === 'system' || role === 'developer'
}

/** Results of one round of calls, and what is said with them, are one turn; turns that say nothing are none. */
function merge(messages: readonly Message[]): Message[] {
  const merged: Message[] = []
  for (const message of messages.filter(({ content }) => content.length > 0)) {
    const last = merged.at(-1)
    if (last?.role === message.role && message.role !== 'system' && isResult(last.content.at(-1))) {
      merged[merged.length - 1] = { role: last.role, content: [...last.content, ...message.content] }
    } else merged.push(message)
  }
  return merged
}

function isResult(block: Members | undefined): boolean {
  return block?.['type'] === 'tool_result'
}

function writeMaxTokens({ maxOutputTokens }: Conversation, dialect: Dialect, losses: Losses): number {
  if (maxOutputTokens !== null) return boundOf(maxOutputTokens, dialect, losses)
  losses.lose('no output bound')
  return dialect.maxOutputTokens ?? DEFAULT_MAX_TOKENS
}

function writeTool(tool: Tool, blocks: BlockWriter, losses: Losses): Members {
  if (tool.custom) losses.lose('custom tool')
  if (tool.custom && tool.schema !== null) losses.lose('grammar of a custom tool')
  return {
    name: tool.name,
    ...(tool.description === null ? {} : { description: tool.description }),
    input_schema: tool.custom ? CUSTOM_SCHEMA : tool.schema,
    ...(tool.strict === true ? { strict: true } : {}),
    ...blocks.mark(tool.cache),
  }
}

const CUSTOM_SCHEMA = { type: 'object', properties: { input: { type: 'string' } }, required: ['input'] }

function writeToolChoice({ toolChoice, parallelToolCalls }: Conversation): Members {
  if (toolChoice === null && parallelToolCalls === null) return {}
  const choice = choiceOf(toolChoice ?? { mode: 'auto' })
  const isAsked = parallelToolCalls !== null && toolChoice?.mode !== 'none'
  return { tool_choice: isAsked ? { ...choice, disable_parallel_tool_use: !parallelToolCalls } : choice }
}

function choiceOf(choice: ToolChoice): Members {
  switch (choice.mode) {
    case 'auto':
    case 'none':
      return { type: choice.mode }
    case 'required':
      return { type: 'any' }
    case 'tool':
      return { type: 'tool', name: choice.name }
  }
}

function writeSampling(conversation: Conversation, dialect: Dialect, losses: Losses): Members {
  const { temperature, topP } = samplingOf(conversation, dialect, losses)
  if (temperature !== null && temperature > 1) losses.lose('temperature above 1')
  return {
    ...(temperature === null ? {} : { temperature: Math.min(temperature, 1) }),
    ...(topP === null ? {} : { top_p: topP }),
  }
}

function writeFormat({ format }: Conversation, losses: Losses): Members {
  if (format === null) return {}
  if (!isMembers(format.schema)) {
    losses.lose('JSON without a schema')
    return {}
  }
  if (format.name !== null || format.description !== null) losses.lose('name and description of a schema')
  return { format: { type: 'json_schema', schema: format.schema } }
}
