import type { Conversation, Format, Tool } from '../conversation.ts'
import type { Members } from '../json.ts'
import { isStrictSchema } from './strict-schema.ts'

/** @returns whether OpenAI may be asked to follow the schema to the letter; null where the client does not say */
export function strictOf({ strict, schema }: Tool | Format): boolean | null {
  return strict === true ? isStrictSchema(schema) : strict
}

/** @returns `json_schema` as both of OpenAI's protocols have it, which demand a name */
export function writeSchema(format: Format): Members {
  const strict = strictOf(format)
  return {
    name: format.name ?? 'answer',
    ...(format.description === null ? {} : { description: format.description }),
    schema: format.schema,
    ...(strict === null ? {} : { strict }),
  }
}

/** @returns the parallelism, which OpenAI refuses where there are no tools */
export function writeParallel({ tools, parallelToolCalls }: Conversation): Members {
  return tools.length === 0 || parallelToolCalls === null ? {} : { parallel_tool_calls: parallelToolCalls }
}
