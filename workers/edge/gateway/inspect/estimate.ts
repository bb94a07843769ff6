import { textTokens } from '@switchboard/shared-types/text-tokens'
import type { Media } from './content.ts'

/**
 * Rough on purpose, to reserve and to route by; the provider's own count replaces it when the call is settled. A picture
 * of the usual size costs about 1,600 tokens with Anthropic and less with OpenAI; a page of a PDF about 2,000 in some 40 KB.
 */
const TOKENS_PER_IMAGE = 1600
const DOCUMENT_BYTES_PER_TOKEN = 20
const AUDIO_BYTES_PER_TOKEN = 1000

/**
 * @param bytes the whole body's length
 * @param wide how many of them are outside of ASCII
 * @returns an estimate of the input tokens, at least 1
 */
export function estimateTokens(bytes: number, wide: number, media: Media): number {
  const ascii = bytes - wide - media.imageBytes - media.documentBytes - media.audioBytes
  const tokens =
    textTokens(ascii, wide) +
    media.images * TOKENS_PER_IMAGE +
    media.documentBytes / DOCUMENT_BYTES_PER_TOKEN +
    media.audioBytes / AUDIO_BYTES_PER_TOKEN
  return Math.max(1, Math.ceil(tokens))
}
