import { MAX_STRUCTURED_ITEMS, MAX_STRUCTURED_LENGTH } from './limits.ts'

const PERSON_TAG = /<(?:[\w.-]{1,40}:)?(?:author|managingeditor|webmaster)[\s>]/gi
const MAX_PERSON_LENGTH = 512
const MAX_PERSON_BRACKETS = 24

/** What feedsmith 3.0.1 does not pass on: Atom 0.3's mark of encoded text, and a skipHours or skipDays of one value. */
const LOST = /\smode\s?=\s?["']base64|<skip(?:hours|days)[\s>]/i

/**
 * Whether the structured reader may read a document: small enough to hold as a tree, and free of what it loses or of
 * what costs it more than linear time (feedsmith 3.0.1 looks for the partner of each bracket in an author from
 * scratch).
 */
export function isTame(text: string, itemCount: number): boolean {
  if (text.length > MAX_STRUCTURED_LENGTH || itemCount > MAX_STRUCTURED_ITEMS || LOST.test(text)) return false
  for (const match of text.matchAll(PERSON_TAG)) {
    const start = match.index + match[0].length
    const span = text.slice(start, start + MAX_PERSON_LENGTH * 2)
    const end = span.indexOf('</')
    const person = end === -1 ? span : span.slice(0, end)
    const brackets = person.match(/[([<&]/g)?.length ?? 0
    if (brackets > MAX_PERSON_BRACKETS) return false
    if (end === -1 && span.length === MAX_PERSON_LENGTH * 2) return false
  }
  return true
}

const ITEM_TAG = /<(?:[\w.-]{1,40}:)?(?:item|entry)[\s/>]/gi

/** How many items the text opens, those quoted in CDATA included. */
export function countItemTags(text: string): number {
  let count = 0
  ITEM_TAG.lastIndex = 0
  while (ITEM_TAG.test(text)) count++
  return count
}

const ROOT_END = /<\/(?:[\w.-]{1,40}:)?(?:rss|feed|rdf|channel)\s{0,50}>\s*(?:<!--[^>]{0,500}-->\s*){0,4}$/i
const ONLY_ROOT = /^<(?:rss|feed)[^<>]{0,2000}\/>\s*$/i

/** Whether the document ends with the end of its root element; one that does not was cut off or has garbage behind. */
export function isWhole(text: string): boolean {
  return ROOT_END.test(text.slice(-4096)) || ONLY_ROOT.test(text)
}
