import type { TokenScope } from '@switchboard/shared-types/api/router/tokens'
import { err } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { identify } from '../tokens/identify.ts'
import type { TokenKeepers } from '../tokens/identify.ts'
import type { TokenRow } from '../tokens/token-book.ts'

const CALLS: TokenScope = 'models'

/** @returns the token that belongs to a hash, if it may make model calls */
export function admit(
  router: TokenKeepers,
  hash: string,
  now: number,
): Result<TokenRow, 'call.invalid_token' | 'call.scope'> {
  const token = identify(router, hash, now)
  if (token.ok && !token.value.scopes.includes(CALLS)) {
    return err('call.scope', 'This token may not make model calls: it lacks the scope "models".')
  }
  return token
}
