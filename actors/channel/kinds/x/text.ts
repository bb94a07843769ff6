import { MAX_TEXT } from '@switchboard/shared-types/channel-event'
import { clip } from '@switchboard/kernel/text/clip'
import { elementsOf, membersOf, textOf } from '../wire/json.ts'

/**
 * Makes the text of X readable: `&amp;`, `&lt;` and `&gt;` are what they stand for, and X's short addresses are the ones
 * that they lead to. @param entities of the same text
 */
export function readText(text: unknown, entities: unknown): string {
  const plain = unescapeSigns(textOf(text) ?? '')
  const links = elementsOf(membersOf(entities)['urls']).map(membersOf)
  const whole = links.reduce<string>(
    (read, { url, expanded_url: expanded }) => {
      const [short, long] = [textOf(url), textOf(expanded)]
      return short === null || long === null || long.length > 2_000 ? read : read.replace(short, () => long)
    },
    clip(plain, MAX_TEXT),
  )
  return clip(whole, MAX_TEXT)
}

/** @returns ISO 8601 of a time as text, or as ms since the epoch in digits; null of anything else. */
export function timeOf(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const ms = /^\d+$/.test(value) ? Number(value) : Date.parse(value)
  return Number.isNaN(ms) || ms < 0 || ms > 253_402_300_799_000 ? null : new Date(ms).toISOString()
}

/** In one pass, so that `&amp;lt;` reads `&lt;`. */
function unescapeSigns(text: string): string {
  return text.replaceAll(/&(amp|lt|gt);/g, (_, name: string) =>
    name === 'amp' ? '&' : name === 'lt' ? '<' : '>',
  )
}
