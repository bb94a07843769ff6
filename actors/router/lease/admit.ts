import type { TokenScope } from '@switchboard/shared-types/api/router/tokens'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Router } from '../router.ts'
import type { TokenRow } from '../tokens/token-book.ts'

const CALLS: TokenScope = 'models'

/** @returns the token that belongs to a hash, if it may make model calls */
export function admit(
  { tokens, hold }: Pick<Router, 'tokens' | 'hold'>,
  hash: string,
  now: number,
): Result<TokenRow, 'call.invalid_token' | 'call.scope'> {
  if (hold.isHeld) return err('call.scope', 'This account is suspended, and its tokens with it.')
  const token = tokens.byHash(hash)
  if (token === undefined) {
    return err('call.invalid_token', 'This token is not known here. It was revoked, or never was.')
  }
  if (token.expiresAt !== null && Date.parse(token.expiresAt) <= now) {
    return err('call.invalid_token', `This token expired at ${token.expiresAt}.`)
  }
  if (!token.scopes.includes(CALLS)) {
    return err('call.scope', 'This token may not make model calls: it lacks the scope "models".')
  }
  return ok(token)
}
