import type { UpdateToken } from '@switchboard/shared-types/api/router/tokens'
import { OWN_TOKEN } from '@switchboard/shared-types/contracts/lease'
import { newId } from '@switchboard/shared-types/ids'
import { err } from '@switchboard/shared-types/result'
import type { TokenBook, TokenRow } from './token-book.ts'

/** Whether it stands for the calls of Switchboard itself, so that these are counted, limited and seen like all others. */
export function isOwn({ hash }: Pick<TokenRow, 'hash'>): boolean {
  return hash === OWN_TOKEN
}

/** Makes the row for Switchboard's own calls with the first of them. */
export function ensureOwnToken(book: TokenBook, hash: string, now: number): void {
  if (!isOwn({ hash }) || book.byHash(hash) !== undefined) return
  book.add({
    id: newId('tok', now),
    name: 'Switchboard',
    scopes: ['models'],
    hash,
    hint: '',
    createdAt: new Date(now).toISOString(),
    expiresAt: null,
    lastUsedAt: null,
    contentDays: null,
    revokedAt: null,
  })
}

/** Nobody holds it and nobody else can be given it, so only what is kept of its calls is the person's to change. */
export function changesOwn(row: TokenRow, change: UpdateToken): boolean {
  const { name = row.name, expiresAt = row.expiresAt, scopes = row.scopes } = change
  return (
    isOwn(row) && (name !== row.name || expiresAt !== row.expiresAt || scopes.join() !== row.scopes.join())
  )
}

export const NOT_CHANGED = err(
  'request.invalid',
  'This stands for Switchboard’s own calls: only how long their contents are kept can be changed.',
)
export const NOT_REVOKED = err(
  'request.invalid',
  'This stands for Switchboard’s own calls and can not be revoked. Set a limit for it instead.',
)
