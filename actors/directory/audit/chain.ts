import { createHash } from 'node:crypto'
import type { AuditEntry } from '@switchboard/shared-types/api/admin'

/** What the first entry is chained to. */
export const GENESIS = '0'.repeat(64)

type Unhashed = Omit<AuditEntry, 'hash'>

/**
 * The hash that binds an entry to everything before it: SHA-256, as hex, over the previous hash and the entry as JSON
 * with its keys in order (RFC 8785). node:crypto, because WebCrypto would let other appends in between.
 */
export function chainHash({ act, at, by, previousHash, requestId, seq, subject }: Unhashed): string {
  const canonical = JSON.stringify({ act, at, by, requestId, seq, subject })
  return createHash('sha256').update(`${previousHash}\n${canonical}`).digest('hex')
}

export function seal(entry: Unhashed): AuditEntry {
  return { ...entry, hash: chainHash(entry) }
}
