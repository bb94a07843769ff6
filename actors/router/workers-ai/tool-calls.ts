import * as z from 'zod'

const Named = z.object({ name: z.string().nullish(), arguments: z.unknown().optional() })

/** Flat, as the platform's own models write a call, or within `function`, as OpenAI does; a piece of it in a stream. */
export const ToolCall = Named.extend({
  index: z.number().int().nullish(),
  id: z.string().nullish(),
  function: Named.nullish(),
})
export type ToolCall = z.infer<typeof ToolCall>

/** A tool call, or a piece of one, as OpenAI's chat protocol writes it. */
export interface ChatToolCall {
  readonly id?: string
  readonly type?: 'function'
  readonly function: { readonly name?: string; readonly arguments: string }
}

/** @returns the name and the arguments as JSON; either is empty where it is not told */
export function partsOf(call: ToolCall): { readonly name: string; readonly args: string } {
  const { name, arguments: given } = call.function ?? call
  const args =
    typeof given === 'string' ? given : given === undefined || given === null ? '' : JSON.stringify(given)
  return { name: name ?? '', args }
}

/** @returns a whole call; the platform's own models give it no id, which clients need to answer it */
export function wholeCall(call: ToolCall): Required<ChatToolCall> {
  const { name, args } = partsOf(call)
  return {
    id: call.id ?? newCallId(),
    type: 'function',
    function: { name, arguments: args === '' ? '{}' : args },
  }
}

export function newCallId(): string {
  return `call_${crypto.randomUUID().replaceAll('-', '')}`
}
