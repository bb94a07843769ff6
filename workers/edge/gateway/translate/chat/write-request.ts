import type { Conversation, Tool } from '../conversation.ts'
import type { Dialect } from '../dialect.ts'
import { isMembers, withoutNulls } from '../json.ts'
import type { Members } from '../json.ts'
import { boundOf, samplingOf } from '../limits.ts'
import type { Losses } from '../losses.ts'
import { askedEffort } from '../openai/reasoning.ts'
import { strictOf, writeParallel, writeSchema } from '../openai/tools.ts'
import { writeUser } from '../openai/user.ts'
import { MessageWriter } from './write-messages.ts'

/** @returns the body of a chat completion, its model left to the caller */
export function writeRequest(conversation: Conversation, dialect: Dialect, losses: Losses): Members {
  const messages = new MessageWriter(dialect, losses)
  const { tools, maxOutputTokens, stop, verbosity } = conversation
  const { temperature, topP } = samplingOf(conversation, dialect, losses)
  const bound = maxOutputTokens === null ? null : boundOf(maxOutputTokens, dialect, losses)
  if (conversation.reasoning.summary) losses.lose('reasoning summary')
  return withoutNulls({
    messages: conversation.turns.flatMap((turn) => messages.write(turn)),
    [dialect.maxTokensField]: bound,
    tools: tools.length === 0 ? null : tools.map((tool) => writeTool(tool, dialect, losses)),
    tool_choice: tools.length === 0 ? null : writeToolChoice(conversation),
    ...writeParallel(conversation),
    stop: stop.length === 0 ? null : stop,
    temperature,
    top_p: topP,
    reasoning_effort: askedEffort(conversation.reasoning, dialect, losses),
    response_format: writeFormat(conversation),
    verbosity,
    ...writeUser(conversation, losses),
    ...(conversation.stream ? { stream: true } : {}),
    stream_options: conversation.stream && dialect.streamUsage ? { include_usage: true } : null,
  })
}

function writeTool(tool: Tool, dialect: Dialect, losses: Losses): Members {
  const { name, description } = tool
  const mark = writeToolMark(tool, dialect, losses)
  if (tool.custom) {
    return {
      type: 'custom',
      custom: withoutNulls({ name, description, format: writeGrammar(tool.schema) }),
      ...mark,
    }
  }
  const definition = { name, description, parameters: tool.schema, strict: strictOf(tool) }
  return { type: 'function', function: withoutNulls(definition), ...mark }
}

function writeToolMark({ cache }: Tool, { cacheMarks }: Dialect, losses: Losses): Members {
  if (cache === null) return {}
  if (cacheMarks === 'cache_control') {
    return { cache_control: withoutNulls({ type: 'ephemeral', ttl: cache.ttl }) }
  }
  losses.lose(cacheMarks === 'none' ? 'cache mark' : 'cache mark on a tool')
  return {}
}

function writeGrammar(grammar: unknown): Members | null {
  if (!isMembers(grammar)) return null
  const { type: _, ...members } = grammar
  return { type: 'grammar', grammar: members }
}

function writeToolChoice({ toolChoice, tools }: Conversation): unknown {
  if (toolChoice === null) return null
  return toolChoice.mode === 'tool' ? namedChoice(toolChoice.name, tools) : toolChoice.mode
}

function namedChoice(name: string, tools: readonly Tool[]): Members {
  const isCustom = tools.some((tool) => tool.name === name && tool.custom)
  return isCustom ? { type: 'custom', custom: { name } } : { type: 'function', function: { name } }
}

function writeFormat({ format }: Conversation): Members | null {
  if (format === null) return null
  if (!isMembers(format.schema)) return { type: 'json_object' }
  return { type: 'json_schema', json_schema: writeSchema(format) }
}
