import { textTokens } from '@switchboard/shared-types/text-tokens'

/** @returns roughly how many tokens a text has: to reserve by, and to book by where a provider counts nothing */
export function estimateTokens(text: string): number {
  const bytes = new TextEncoder().encode(text)
  const wide = bytes.reduce((count, byte) => count + (byte >> 7), 0)
  return Math.ceil(textTokens(bytes.length - wide, wide))
}
