/** A piece of a message's text: words, or an address of the web. */
export interface TextPart {
  readonly text: string
  readonly href: string | null
}

const ADDRESS = /https?:\/\/[^\s<>"'`]+/gi

/** Finds the addresses of the web in a text; the punctuation of the sentence around one is no part of it. */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutTail(found)
    if (URL.parse(address) === null) continue
    if (index > from) parts.push({ text: text.slice(from, index), href: null })
    parts.push({ text: address, href: address })
    from = index + address.length
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null })
  return parts
}

function withoutTail(found: string): string {
  const address = found.replace(/[.,;:!?…]+$/, '')
  const isClosed = address.endsWith(')') && !address.includes('(')
  return isClosed ? address.slice(0, -1) : address
}
