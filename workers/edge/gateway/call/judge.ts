import type { Attempt, AttemptReport } from '@switchboard/shared-types/contracts/router'
import { readProviderError } from '../errors/provider-error.ts'
import { parseJson } from '../translate/json.ts'

type Fault = AttemptReport['fault']

/** In the ledger; the client gets the whole of it. */
const LONGEST_REASON = 300

/**
 * @returns whose fault an answer without success is: then the next attempt may do better; `none` where the request
 *   itself is wrong, and every provider would say so
 */
export function faultOf(status: number): Fault {
  switch (status) {
    case 401:
    case 402:
    case 403:
      return 'key'
    case 429:
      return 'rate-limit'
    case 408:
    case 409:
      return 'provider'
    default:
      // Nothing is redirected: a key must not follow to another host.
      return status >= 500 || (status >= 300 && status < 400) ? 'provider' : 'none'
  }
}

/** @returns why an attempt failed, in one sentence that holds none of its secrets */
export function reasonOf(status: number, body: string, { headers }: Attempt): string {
  const { message } = readProviderError(status, parseJson(body) ?? {})
  const secrets = Object.values(headers).map((value) => value.replace(/^\S+ /, ''))
  const clean = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), message)
  return `${status}: ${clean}`.slice(0, LONGEST_REASON)
}
