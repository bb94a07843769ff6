import type { Conversation, Tool, Turn } from '../conversation.ts'
import type { Dialect } from '../dialect.ts'
import { isMembers, withoutNulls } from '../json.ts'
import type { Members } from '../json.ts'
import { boundOf, samplingOf } from '../limits.ts'
import type { Losses } from '../losses.ts'
import { askedEffort } from '../openai/reasoning.ts'
import { strictOf, writeParallel, writeSchema } from '../openai/tools.ts'
import { writeUser } from '../openai/user.ts'
import { ItemWriter } from './write-input.ts'

const LEAST_BOUND = 16

/** @returns the body of a responses request, its model left to the caller; OpenAI is not to keep what it answers */
export function writeRequest(conversation: Conversation, dialect: Dialect, losses: Losses): Members {
  const items = new ItemWriter(dialect, losses)
  const { temperature, topP } = samplingOf(conversation, dialect, losses)
  const { tools } = conversation
  const instructions = instructionsOf(conversation.turns[0])
  const turns = instructions === null ? conversation.turns : conversation.turns.slice(1)
  return withoutNulls({
    instructions,
    input: turns.flatMap((turn) => items.write(turn)),
    max_output_tokens: writeBound(conversation, dialect, losses),
    tools: tools.length === 0 ? null : tools.map((tool) => writeTool(tool, dialect, losses)),
    tool_choice: tools.length === 0 ? null : writeToolChoice(conversation),
    ...writeParallel(conversation),
    temperature,
    top_p: topP,
    ...writeReasoning(conversation, dialect, losses),
    ...writeText(conversation),
    ...writeUser(conversation, losses),
    store: false,
    stream: conversation.stream ? true : null,
  })
}

/** Instructions are one string; a system prompt of more parts, or with marks, becomes an item instead. */
function instructionsOf(turn: Turn | undefined): string | null {
  const part = turn?.role === 'system' && turn.parts.length === 1 ? turn.parts[0] : undefined
  return part?.kind === 'text' && part.cache === null ? part.text : null
}

function writeBound({ maxOutputTokens }: Conversation, dialect: Dialect, losses: Losses): number | null {
  if (maxOutputTokens === null) return null
  if (maxOutputTokens < LEAST_BOUND) losses.lose('output bound below 16')
  return Math.max(LEAST_BOUND, boundOf(maxOutputTokens, dialect, losses))
}

/** Where `strict` is left out OpenAI takes it for true here, unlike in chat. */
function writeTool(tool: Tool, { cacheMarks }: Dialect, losses: Losses): Members {
  const { name, description, schema } = tool
  if (tool.cache !== null) losses.lose(cacheMarks === 'none' ? 'cache mark' : 'cache mark on a tool')
  if (tool.custom) return withoutNulls({ type: 'custom', name, description, format: schema })
  return {
    ...withoutNulls({ type: 'function', name, description, parameters: schema }),
    strict: strictOf(tool) ?? false,
  }
}

function writeToolChoice({ toolChoice, tools }: Conversation): unknown {
  if (toolChoice?.mode !== 'tool') return toolChoice?.mode ?? null
  const { name } = toolChoice
  const isCustom = tools.some((tool) => tool.name === name && tool.custom)
  return { type: isCustom ? 'custom' : 'function', name }
}

function writeReasoning({ reasoning }: Conversation, dialect: Dialect, losses: Losses): Members {
  const effort = askedEffort(reasoning, dialect, losses)
  const summary = reasoning.summary && dialect.reasoning !== 'none' ? 'auto' : null
  const asked = withoutNulls({ effort, summary })
  return Object.keys(asked).length === 0 ? {} : { reasoning: asked }
}

function writeText({ format, verbosity }: Conversation): Members {
  const text = withoutNulls({ format: format === null ? null : writeFormat(format), verbosity })
  return Object.keys(text).length === 0 ? {} : { text }
}

function writeFormat(format: NonNullable<Conversation['format']>): Members {
  return isMembers(format.schema) ? { type: 'json_schema', ...writeSchema(format) } : { type: 'json_object' }
}
