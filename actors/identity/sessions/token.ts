import { createHash } from 'node:crypto'

/** What better-auth makes: 190 bits from the system's generator. */
const TOKEN = /^[A-Za-z0-9]{32}$/

export function isToken(text: string): boolean {
  return TOKEN.test(text)
}

/**
 * What the storage keeps of a secret that is random itself: one that leaks from there opens nothing. A slow hash would
 * add nothing to 128 and more random bits.
 * @returns SHA-256, base64url
 */
export function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
