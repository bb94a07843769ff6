import type { Entity } from './wire.ts'

/**
 * Writes the addresses of links behind their words, since a plain text would lose them.
 * @param entities with offsets in UTF-16 units, as Telegram counts
 */
export function withLinks(text: string, entities: readonly Entity[] = []): string {
  const links = entities.filter(({ type, url }) => type === 'text_link' && url !== undefined)
  const lastFirst = links.toSorted((a, b) => b.offset + b.length - (a.offset + a.length))
  return lastFirst.reduce((written, { offset, length, url }) => {
    const end = offset + length
    const label = text.slice(offset, end)
    return label === url ? written : `${written.slice(0, end)} (${url})${written.slice(end)}`
  }, text)
}
