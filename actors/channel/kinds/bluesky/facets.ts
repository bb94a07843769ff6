import { elementsOf, membersOf, textOf } from '../wire/json.ts'

const LINK = 'app.bsky.richtext.facet#link'
const MENTION = 'app.bsky.richtext.facet#mention'
const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** A part of a text, in bytes of UTF-8 (https://docs.bsky.app/docs/advanced-guides/post-richtext). */
interface Facet {
  readonly index: { readonly byteStart: number; readonly byteEnd: number }
  readonly features: readonly Readonly<Record<string, string>>[]
}

/** Someone whom a text names, and where. */
export interface Named {
  readonly handle: string
  readonly start: number
  readonly end: number
}

/** @returns whom a text mentions: `@name.domain`, in UTF-16 units. */
export function mentionsIn(text: string): Named[] {
  return [...text.matchAll(/(?<![\w@/.])@((?:[a-z0-9-]{1,63}\.)+[a-z]{2,63})(?![\w@])/gi)].map((match) => ({
    handle: match[1] ?? '',
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/** @param dids of those who could be resolved, by handle; the others stay plain text */
export function facetsOf(text: string, dids: ReadonlyMap<string, string>): Facet[] {
  const links = [...text.matchAll(/https?:\/\/[^\s<>"]*[^\s<>".,;:!?'()]/g)].map((match) =>
    facet(text, match.index, match.index + match[0].length, { $type: LINK, uri: match[0] }),
  )
  const mentions = mentionsIn(text).flatMap(({ handle, start, end }) => {
    const did = dids.get(handle)
    return did === undefined ? [] : [facet(text, start, end, { $type: MENTION, did })]
  })
  return [...links, ...mentions]
}

/** A post's text with the addresses that its links stand for: clients write them short. */
export function readFacets(text: string, facets: unknown): string {
  const bytes = encoder.encode(text)
  let read = ''
  let at = 0
  for (const { start, end, uri } of linksOf(facets, bytes.length)) {
    if (start < at) continue
    const label = decoder.decode(bytes.slice(start, end))
    read += decoder.decode(bytes.slice(at, start)) + (isShort(label, uri) ? uri : `${label} (${uri})`)
    at = end
  }
  return read + decoder.decode(bytes.slice(at))
}

function facet(text: string, start: number, end: number, feature: Readonly<Record<string, string>>): Facet {
  const byteStart = encoder.encode(text.slice(0, start)).length
  const byteEnd = byteStart + encoder.encode(text.slice(start, end)).length
  return { index: { byteStart, byteEnd }, features: [feature] }
}

function linksOf(facets: unknown, length: number): { start: number; end: number; uri: string }[] {
  const links = elementsOf(facets).flatMap((each) => {
    const { index, features } = membersOf(each)
    const { byteStart: start, byteEnd: end } = membersOf(index)
    const link = elementsOf(features)
      .map(membersOf)
      .find((feature) => feature['$type'] === LINK)
    const uri = textOf(link?.['uri'])
    if (!isWhole(start) || !isWhole(end) || uri === null) return []
    return start < end && end <= length ? [{ start, end, uri }] : []
  })
  return links.toSorted((one, other) => one.start - other.start)
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

/** `example.com/a-lo…` or `example.com/a-lo...` for `https://example.com/a-long-one`. */
function isShort(label: string, uri: string): boolean {
  return bare(uri).startsWith(bare(label).replace(/(…|\.\.\.)$/, ''))
}

function bare(address: string): string {
  return address.replace(/^https?:\/\/(www\.)?/, '')
}
