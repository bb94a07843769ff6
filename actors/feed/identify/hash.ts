import { createHash } from 'node:crypto'

const LENGTH = 22

/** A short name for a list of values: SHA-256 cut to 132 bits, URL-safe. Equal lists give equal names. */
export function hashValues(...values: readonly (string | null)[]): string {
  // JSON keeps the borders between values, so that ['ab', 'c'] and ['a', 'bc'] differ.
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, LENGTH)
}
