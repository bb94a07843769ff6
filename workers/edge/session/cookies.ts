import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import type { SignedIn } from '@switchboard/shared-types/contracts/identity'
import type { AppEnv } from '../app-env.ts'
import { configOf } from '../config.ts'
import { claimsOf, readClaims, signClaims } from './claims.ts'
import type { Claims } from './claims.ts'

const SESSION = 'sb_session'
const CLAIMS = 'sb_claims'

/** @returns the secret that identity knows the session by. */
export function sessionTokenOf(c: Context<AppEnv>): string | null {
  return getCookie(c, SESSION) ?? null
}

/** @returns who the claims cookie says is asking, when it is ours and has not run out. */
export async function claimsFromCookie(c: Context<AppEnv>): Promise<Claims | null> {
  const token = getCookie(c, CLAIMS)
  return token === undefined ? null : readClaims(configOf(c.env).claimsSecret, token)
}

/** Gives both cookies: the session's own, and the claims that save a look-up for a while. */
export async function rememberSession(c: Context<AppEnv>, signedIn: SignedIn): Promise<Claims> {
  const now = Date.now()
  const claims = claimsOf(signedIn, now)
  const token = await signClaims(configOf(c.env).claimsSecret, claims)
  const session = Math.floor((Date.parse(signedIn.expiresAt) - now) / 1000)
  setCookie(c, SESSION, signedIn.sessionToken, cookieOptions(c.req.raw, session))
  setCookie(c, CLAIMS, token, cookieOptions(c.req.raw, claims.exp - Math.floor(now / 1000)))
  return claims
}

export function forgetSession(c: Context<AppEnv>): void {
  for (const name of [SESSION, CLAIMS]) setCookie(c, name, '', cookieOptions(c.req.raw, 0))
}

/**
 * `Secure` wherever the person's own connection is encrypted; a proxy in front of the house that ends TLS says so in
 * X-Forwarded-Proto, and a client that lies there only locks its own cookie away.
 */
export function cookieOptions(request: Request, maxAge: number): CookieOptions {
  const secure = request.url.startsWith('https:') || request.headers.get('x-forwarded-proto') === 'https'
  return { httpOnly: true, sameSite: 'Lax', path: '/', secure, maxAge: Math.max(0, maxAge) }
}
