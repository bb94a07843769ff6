import { err } from '@switchboard/shared-types/result'

/** @param retryAfter whole seconds */
export function tooManyAttempts(retryAfter: number) {
  return err('auth.rate_limited', `Too many attempts: try again in ${retryAfter} s.`, { retryAfter })
}
