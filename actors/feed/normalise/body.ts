import { decodeHTMLStrict } from 'entities'
import type { RawText } from '../parse/raw.ts'

/** A body before it is sanitised: HTML, or plain text that becomes HTML by escaping. */
export interface Body {
  readonly value: string
  readonly isHtml: boolean
}

const TAG = /<\/?[a-z][a-z0-9]{0,20}(?=[\s/>])/i
const REFERENCE = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});/i
const ESCAPED_TAG =
  /&lt;\/?(?:p|br|a|div|img|ul|ol|li|span|strong|em|b|i|h[1-6]|blockquote|table|figure|pre)(?:\s|\/|&gt;)/i

/** Decides whether a summary or content is HTML, by its type where the format has one, else by what is in it. */
export function toBody(text: RawText | null): Body | null {
  if (text === null || text.value.trim() === '') return null
  const isHtml =
    text.type === 'unknown' ? TAG.test(text.value) || REFERENCE.test(text.value) : text.type !== 'text'
  return { value: isHtml ? unescapeOnce(text.value) : text.value, isHtml }
}

/** Markup that was escaped twice has no tags, only the look of them; it is read once more. */
function unescapeOnce(html: string): string {
  return !TAG.test(html) && ESCAPED_TAG.test(html) ? decodeHTMLStrict(html) : html
}
