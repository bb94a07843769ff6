import type {
  AgentToken,
  CreatedToken,
  CreateToken,
  UpdateToken,
} from '@switchboard/shared-types/api/router/tokens'
import { hashAgentToken, newAgentToken } from '@switchboard/shared-types/agent-token'
import { newId } from '@switchboard/shared-types/ids'
import type { RouterId, TokenId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { changesOwn, isOwn, NOT_CHANGED, NOT_REVOKED } from './own-token.ts'
import type { TokenBook, TokenRow } from './token-book.ts'

const MAX_TOKENS = 100
const HINT_LENGTH = 4

/** Makes a token. Its secret is told here and nowhere else: what is kept is its hash. */
export async function createToken(
  book: TokenBook,
  router: RouterId,
  { name, scopes, expiresAt, contentDays }: CreateToken,
  now: Date,
): Promise<Result<CreatedToken, 'token.too_many' | 'request.invalid'>> {
  if (isPast(expiresAt, now)) return PAST
  const token = newAgentToken(router)
  const hash = await hashAgentToken(token)
  // After the last await, so that calls that come together are counted.
  if (book.all().filter((row) => !isOwn(row)).length >= MAX_TOKENS) {
    return err('token.too_many', `There may be ${MAX_TOKENS} tokens. Revoke one that is not used any more.`)
  }
  const row: TokenRow = {
    id: newId('tok', now.getTime()),
    name,
    scopes: [...new Set(scopes)],
    hash,
    hint: token.slice(-HINT_LENGTH),
    createdAt: now.toISOString(),
    expiresAt,
    lastUsedAt: null,
    contentDays,
    revokedAt: null,
  }
  book.add(row)
  return ok({ ...toAgentToken(row), token })
}

export function updateToken(
  book: TokenBook,
  { id, ...change }: UpdateToken & { id: TokenId },
  now: Date,
): Result<AgentToken, 'token.not_found' | 'request.invalid'> {
  const row = book.byId(id)
  if (row === undefined) return NO_SUCH_TOKEN
  if (changesOwn(row, change)) return NOT_CHANGED
  if (isPast(change.expiresAt ?? null, now)) return PAST
  const { name = row.name, scopes, expiresAt = row.expiresAt, contentDays = row.contentDays } = change
  const changed = {
    name,
    scopes: scopes === undefined ? row.scopes : [...new Set(scopes)],
    expiresAt,
    contentDays,
  }
  book.change(id, changed)
  return ok(toAgentToken({ ...row, ...changed }))
}

export function revokeToken(
  book: TokenBook,
  id: TokenId,
  now: Date,
): Result<null, 'token.not_found' | 'request.invalid'> {
  const row = book.byId(id)
  if (row === undefined) return NO_SUCH_TOKEN
  if (isOwn(row)) return NOT_REVOKED
  book.revoke(row, now)
  return ok(null)
}

/** What a person sees of a token. */
export function toAgentToken(row: TokenRow): AgentToken {
  const { id, name, scopes, hint, createdAt, expiresAt, lastUsedAt, contentDays } = row
  return { id, name, scopes, hint, createdAt, expiresAt, lastUsedAt, contentDays }
}

const PAST = err('request.invalid', 'A token that expires in the past could never be used.')
const NO_SUCH_TOKEN = err('token.not_found', 'There is no such token.')

function isPast(expiresAt: string | null, now: Date): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= now.getTime()
}
