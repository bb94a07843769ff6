import { CallStatus } from '@switchboard/shared-types/api/router/calls'
import { CallId, TokenId } from '@switchboard/shared-types/ids'
import * as z from 'zod'

/** How far back the call log reaches, counted from now. */
export const Since = z.enum(['hour', 'day', 'week', 'month'])
export type Since = z.infer<typeof Since>

const CallsFields = {
  token: TokenId,
  model: z.string().trim().min(1).max(200),
  status: CallStatus,
  since: Since,
  /** A calendar day in UTC. */
  day: z.iso.date(),
  /** The call whose details are shown. */
  call: CallId,
}
const CallsSearch = z.object(CallsFields).partial()
export type CallsSearch = z.infer<typeof CallsSearch>

const UsageFields = { from: z.iso.date(), until: z.iso.date(), days: z.literal([7, 90, 365]) }
const UsageSearch = z.object(UsageFields).partial()
/** Without anything: the last 30 days. */
export type UsageSearch = z.infer<typeof UsageSearch>

/** Reads the part of the call log's address behind `?`; what is not understood is left out. */
export function readCallsSearch(search: Record<string, unknown>): CallsSearch {
  return CallsSearch.parse(understood(CallsFields, search))
}

/** Reads the part of the usage page's address behind `?`; what is not understood is left out. */
export function readUsageSearch(search: Record<string, unknown>): UsageSearch {
  const { from, until, days } = UsageSearch.parse(understood(UsageFields, search))
  if (from !== undefined && until !== undefined && from <= until) return { from, until }
  return days === undefined ? {} : { days }
}

function understood(fields: Record<string, z.ZodType>, search: Record<string, unknown>) {
  const known = Object.entries(fields).filter(([name, field]) => field.safeParse(search[name]).success)
  return Object.fromEntries(known.map(([name]) => [name, search[name]]))
}
