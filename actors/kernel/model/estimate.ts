/** English and code hold about 4 bytes per token, other scripts about 3. */
const BYTES_PER_TOKEN = 4
const WIDE_BYTES_PER_TOKEN = 3

/** @returns roughly how many tokens a text has: to reserve by, and to book by where a provider counts nothing */
export function estimateTokens(text: string): number {
  const bytes = new TextEncoder().encode(text)
  const wide = bytes.reduce((count, byte) => count + (byte >> 7), 0)
  return Math.ceil((bytes.length - wide) / BYTES_PER_TOKEN + wide / WIDE_BYTES_PER_TOKEN)
}
