import type { Attempt } from '@switchboard/shared-types/contracts/lease'

type Fields = Readonly<Record<string, unknown>>

/** What a route sets is said in OpenAI's chat protocol; these mean the same in Anthropic's. */
const SHARED = new Set(['max_tokens', 'temperature', 'top_p'])

/**
 * Writes a request's body as its provider and its route want it: what the route's target sets or takes away, and the
 * name by which OpenAI itself bounds an answer (its models that reason refuse the older one).
 *
 * @param body JSON
 * @returns the body, and what of the route could not be said
 */
export function fitBody(body: string, attempt: Attempt): { body: string; notes: string[] } {
  const { protocol, kind, overrides } = attempt
  const given = Object.entries(overrides)
  const said = given.filter(([name]) => protocol === 'openai-chat' || SHARED.has(name))
  const fields = kind === 'openai' && protocol === 'openai-chat' ? renameBound(parse(body)) : parse(body)
  const changed = Object.entries({ ...fields, ...Object.fromEntries(said) })
  const kept = changed.filter(([name, value]) => value !== null || !(name in overrides))
  const lost = given.filter((entry) => !said.includes(entry))
  return {
    body: JSON.stringify(Object.fromEntries(kept)),
    notes: lost.map(([name]) => `${name} dropped: the provider is spoken to in ${protocol}.`),
  }
}

function renameBound({ max_tokens: bound, ...fields }: Fields): Fields {
  return bound === undefined ? fields : { ...fields, max_completion_tokens: bound }
}

function parse(body: string): Fields {
  const value: unknown = JSON.parse(body)
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
