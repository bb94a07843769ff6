import type { CallToolResult, Tool as ListedTool } from '@modelcontextprotocol/server'
import * as z from 'zod'
import type { TokenScope } from '@switchboard/shared-types/api/router/tokens'
import { log } from '@switchboard/shared-types/log'
import type { Failure, Result } from '@switchboard/shared-types/result'
import { toFailure } from '../errors.ts'
import type { Caller } from './caller.ts'
import { lackOf } from './scopes.ts'

/** What a tool is, and what it does. */
interface ToolSpec<In extends z.ZodObject, Out extends z.ZodObject> {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly scope: TokenScope
  readonly annotations: ListedTool['annotations']
  readonly input: In
  /** What is not named here is left out of the answer. */
  readonly output: Out
  readonly run: (caller: Caller, input: z.infer<In>) => Promise<Result<z.input<Out>>>
}

/** A tool as the server lists and calls it. */
export interface Tool {
  readonly scope: TokenScope
  readonly listed: ListedTool
  readonly call: (caller: Caller, input: unknown) => Promise<CallToolResult>
}

const ObjectSchema = z.looseObject({
  type: z.literal('object'),
  properties: z.record(z.string(), z.json()).optional(),
})

/** Looks, and changes nothing, in this house alone. */
export const READS = { readOnlyHint: true, openWorldHint: false } as const
/** Changes what the person can change back; twice is as good as once. */
export const TIDIES = {
  readOnlyHint: false,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const

/** @returns the tool with its schemas as JSON Schema, and calls that check what goes in and what comes out */
export function defineTool<In extends z.ZodObject, Out extends z.ZodObject>(spec: ToolSpec<In, Out>): Tool {
  const { name, title, description, scope, annotations, input, output } = spec
  return {
    scope,
    listed: {
      name,
      title,
      description,
      annotations: { title, ...annotations },
      inputSchema: toJson(input, 'input'),
      outputSchema: toJson(output, 'output'),
    },
    call: async (caller, given) => {
      const lack = lackOf(caller.agent.scopes, scope)
      if (lack !== null) return refused(lack)
      const read = input.safeParse(given ?? {})
      if (!read.success)
        return refused(`This call is not as the tool wants it.\n${z.prettifyError(read.error)}`)
      const answer = await spec.run(caller, read.data)
      return answer.ok ? answered(output.parse(answer.value)) : refused(wordsOf(answer.error))
    },
  }
}

/** What a format says already is not said again as a pattern: agents read all of this. */
function toJson(schema: z.ZodObject, io: 'input' | 'output'): ListedTool['inputSchema'] {
  const json = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern
    },
  })
  return ObjectSchema.parse(json)
}

/**
 * Calls a tool and writes down that it was called, never with what.
 * @returns a failure as the agent's model may read it; what is a fault of the house is in the log
 */
export async function callTool(tool: Tool, caller: Caller, input: unknown): Promise<CallToolResult> {
  const { agent, trace } = caller
  try {
    const result = await tool.call(caller, input)
    const outcome = result.isError === true ? 'refused' : 'done'
    log('info', 'agent tool', trace, { tool: tool.listed.name, token: agent.id, outcome })
    return result
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown))
    const { code, message } = toFailure(error)
    log('error', error.message, trace, { tool: tool.listed.name, code, stack: error.stack ?? '' })
    return refused(wordsOf({ code, message }))
  }
}

/** The same twice: agents that know no structured content read the text. */
function answered(structuredContent: Record<string, unknown>): CallToolResult {
  return { structuredContent, content: [{ type: 'text', text: JSON.stringify(structuredContent) }] }
}

function refused(text: string): CallToolResult {
  return { isError: true, content: [{ type: 'text', text }] }
}

function wordsOf({ code, message, details }: Failure): string {
  return `${message} (${code})${details === undefined ? '' : `\n${JSON.stringify(details)}`}`
}
