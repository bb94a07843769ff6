import { decodeHTML } from 'entities'
import { collapse, cutText, isBlock } from './text.ts'

/** Characters kept of an item's plain text. */
export const MAX_TEXT_LENGTH = 10_000

const HIDDEN = new Set(['script', 'style', 'template', 'title', 'noscript', 'textarea', 'svg'])

/**
 * The plain text of HTML for search and snippets: tags out, references decoded, white space collapsed. Linear in its
 * input whatever that is; the result is text and not safe to use as HTML.
 */
export function toText(html: string, limit = MAX_TEXT_LENGTH): string {
  return cutText(collapse(decodeHTML(stripTags(html))), limit)
}

/** Removes tags, comments and what is never shown, leaving a space where a block begins or ends. */
export function stripTags(html: string, isTag: (name: string) => boolean = () => true): string {
  let result = ''
  let at = 0
  for (;;) {
    const open = html.indexOf('<', at)
    if (open === -1) return result + html.slice(at)
    result += html.slice(at, open)
    const tag = readTag(html, open)
    // A tag that never ends is text, and so is all that follows: whatever comes later would end it.
    if (tag?.end === -1) return result + html.slice(open)
    if (tag === null || (tag.name !== '' && !isTag(tag.name))) {
      result += '<'
      at = open + 1
    } else {
      result += isBlock(tag.name) ? ' ' : ''
      at = HIDDEN.has(tag.name) && !tag.isEnd ? skipElement(html, tag) : tag.end
    }
  }
}

interface Tag {
  readonly name: string
  readonly isEnd: boolean
  /** Where the tag ends; -1 when it does not. */
  readonly end: number
}

function readTag(html: string, open: number): Tag | null {
  if (html.startsWith('<!--', open)) {
    const end = html.indexOf('-->', open + 4)
    return { name: '', isEnd: false, end: end === -1 ? html.length : end + 3 }
  }
  const head = /^<(\/?)([a-z][^\s/>]*)|^<[!?]/i.exec(html.slice(open, open + 64))
  if (head === null) return null
  return {
    name: head[2]?.toLowerCase() ?? '',
    isEnd: head[1] === '/',
    end: findTagEnd(html, open + head[0].length),
  }
}

function findTagEnd(html: string, from: number): number {
  let quote = ''
  for (let i = from; i < html.length; i++) {
    const char = html.charAt(i)
    if (quote !== '') quote = char === quote ? '' : quote
    else if (char === '>') return i + 1
    else if ((char === '"' || char === "'") && html.charAt(i - 1) === '=') quote = char
  }
  return -1
}

function skipElement(html: string, tag: Tag): number {
  const close = new RegExp(`</${tag.name}[\\s/>]`, 'gi')
  close.lastIndex = tag.end
  return close.exec(html)?.index ?? html.length
}
