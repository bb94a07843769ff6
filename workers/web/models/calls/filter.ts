import type { CallQuery, ModelCall } from '@switchboard/shared-types/api/router/calls'
import type { CallsSearch, Since } from '../address.ts'

/** Which calls a list shows. */
export type CallFilter = Pick<CallQuery, 'token' | 'model' | 'status' | 'from' | 'until'>

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const SINCE_MS: Record<Since, number> = {
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
}

/** @param now milliseconds since 1970, where "the last hour" ends */
export function filterOf({ token, model, status, since, day }: CallsSearch, now: number): CallFilter {
  return {
    ...(token === undefined ? {} : { token }),
    ...(model === undefined ? {} : { model }),
    ...(status === undefined ? {} : { status }),
    ...(since === undefined ? {} : { from: new Date(now - SINCE_MS[since]).toISOString() }),
    ...(day === undefined ? {} : { from: new Date(day).toISOString(), until: dayAfter(day) }),
  }
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString()
}

/** @returns whether a call that has just ended belongs to the list */
export function fits({ token, model, status, from, until }: CallFilter, call: ModelCall): boolean {
  return (
    (token === undefined || call.token.id === token) &&
    (model === undefined || call.model === model || call.providerModel === model) &&
    (status === undefined || call.status === status) &&
    (from === undefined || call.at >= from) &&
    (until === undefined || call.at < until)
  )
}
