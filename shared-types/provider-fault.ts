import type { AttemptReport } from './contracts/lease.ts'

/**
 * @param status of a provider's answer without success
 * @returns whose fault it is: then the next attempt may do better; `none` where the request itself is wrong, and every
 *   provider would say so
 */
export function faultOf(status: number): AttemptReport['fault'] {
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
