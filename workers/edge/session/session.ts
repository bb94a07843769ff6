import type { Context } from 'hono'
import { MAIN_REALM } from '@switchboard/shared-types/contracts/identity'
import { getStub } from '@switchboard/shared-types/door'
import type { AppEnv } from '../app-env.ts'
import { ApiFailure, failureOf } from '../errors.ts'
import type { Claims } from './claims.ts'
import { claimsFromCookie, forgetSession, rememberSession, sessionTokenOf } from './cookies.ts'

/**
 * @returns who asks, from the signed cookie or, when that has run out, from identity
 * @throws ApiFailure `auth.required` when nobody is signed in
 */
export async function whoAsks(c: Context<AppEnv>): Promise<Claims> {
  return (await claimsFromCookie(c)) ?? (await continueSession(c))
}

/** Asks identity whether the session still holds, whatever the claims cookie says, and gives new claims. */
export async function continueSession(c: Context<AppEnv>): Promise<Claims> {
  const found = await getStub(c.env.IDENTITY, MAIN_REALM).session(MAIN_REALM, c.var.trace, requireToken(c))
  if (found.ok) return rememberSession(c, found.value)
  forgetSession(c)
  throw failureOf(found.error)
}

/** @returns the session's token, which identity checks with every act on an account. */
export function requireToken(c: Context<AppEnv>): string {
  const token = sessionTokenOf(c)
  if (token === null) throw new ApiFailure('auth.required', 'Sign in first.')
  return token
}
