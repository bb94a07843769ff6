import type { RouteDraft } from '@switchboard/shared-types/api/router/routes'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { isTimeZone } from './hours.ts'

export type SetRoutesError = 'provider.not_found' | 'route.unknown' | 'request.invalid'

/** A row holds 2 MB; a route's overrides are a few settings. */
const MAX_ROUTE_LENGTH = 100_000

/** What the schema of a list of routes can not see: whether what they name is there, and whether a call could fit. */
export function checkDrafts(
  drafts: readonly RouteDraft[],
  slugs: ReadonlySet<string>,
  known: ReadonlySet<string>,
): Result<null, SetRoutesError> {
  const seen = new Set<string>()
  for (const draft of drafts) {
    const { id, name } = draft
    if (id !== undefined && !known.has(id)) return err('route.unknown', `There is no route ${id} any more.`)
    if (id !== undefined && seen.has(id)) return err('request.invalid', `The route ${id} stands here twice.`)
    if (id !== undefined) seen.add(id)
    const stranger = draft.targets.find(({ provider }) => !slugs.has(provider))
    if (stranger !== undefined) {
      return err(
        'provider.not_found',
        `The route "${name}" leads to ${stranger.provider}, which is no provider.`,
      )
    }
    const flaw = flawOf(draft)
    if (flaw !== null) return err('request.invalid', `The route "${name}" ${flaw}.`)
  }
  return ok(null)
}

function flawOf(draft: RouteDraft): string | null {
  const { minInputTokens, maxInputTokens, hours } = draft.conditions
  if (minInputTokens !== undefined && maxInputTokens !== undefined && minInputTokens > maxInputTokens) {
    return 'asks for more input tokens than it allows'
  }
  if (hours !== undefined && !isTimeZone(hours.timeZone)) return `names no time zone: "${hours.timeZone}"`
  return JSON.stringify(draft).length > MAX_ROUTE_LENGTH ? 'is too large' : null
}
