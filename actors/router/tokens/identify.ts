import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Router } from '../router.ts'
import type { TokenRow } from './token-book.ts'

export type TokenKeepers = Pick<Router, 'tokens' | 'hold'>

/** @returns the token that belongs to a hash, while it is good for anything at all */
export function identify(
  { tokens, hold }: TokenKeepers,
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
  return ok(token)
}
