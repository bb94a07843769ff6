import { decodeHTML, decodeHTMLStrict } from 'entities'
import { MAX_SHORT_TEXT } from '../parse/limits.ts'
import type { RawText } from '../parse/raw.ts'
import { collapse, cutText } from '@switchboard/kernel/sanitise/text'
import { stripTags } from '@switchboard/kernel/sanitise/to-text'

// What authors put into titles and other short texts; `a <b` or `Vec<T>` stay as they are.
const INLINE = new Set([
  ...'a abbr b big br cite code del div em font h1 h2 h3 i img ins kbd mark p q s script small span'.split(
    ' ',
  ),
  ...'strike strong style sub sup tt u wbr'.split(' '),
])

/**
 * A title, name or description as plain text on one line. HTML is reduced to its text; in texts whose type the format
 * leaves open, tags count as HTML; references that were escaped twice are read in every type.
 */
export function toPlainText(text: RawText | null, limit = MAX_SHORT_TEXT): string {
  if (text === null) return ''
  const value = text.value.slice(0, limit * 4)
  return cutText(dropControls(collapse(plain(value, text.type))), limit)
}

function plain(value: string, type: RawText['type']): string {
  switch (type) {
    case 'html':
    case 'xhtml':
      return decodeHTMLStrict(decodeHTML(stripTags(value)))
    case 'unknown': {
      const once = stripTags(value, (name) => INLINE.has(name))
      const decoded = decodeHTMLStrict(once)
      // Markup that was escaped twice shows up only now.
      return decoded === once ? once : decodeHTMLStrict(stripTags(decoded, (name) => INLINE.has(name)))
    }
    case 'text':
      return decodeHTMLStrict(value)
    default:
      return type satisfies never
  }
}

/** A name or an address out of an attribute or a short element; null when nothing is left. */
export function toPlainValue(value: string | null | undefined): string | null {
  if (value === null || value === undefined) return null
  const text = toPlainText({ value, type: 'unknown', base: null })
  return text === '' ? null : text
}

function dropControls(text: string): string {
  // Control and direction override characters have no place in one line of text and can disguise it.
  return text.replace(/\p{Cc}|[\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
}
