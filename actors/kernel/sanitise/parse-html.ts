import { defaultTreeAdapter, parseFragment, type DefaultTreeAdapterTypes } from 'parse5'

export type HtmlNode = DefaultTreeAdapterTypes.ChildNode
export type HtmlElement = DefaultTreeAdapterTypes.Element
export type HtmlFragment = DefaultTreeAdapterTypes.DocumentFragment

const MAX_ELEMENTS = 20_000
const MAX_DEPTH = 256

/** Thrown through the parser, which has no other way to be stopped; caught in this file. */
class TooComplex extends Error {}

/**
 * Parses an HTML fragment as browsers do, within bounds. The standard's recovery copies unclosed formatting elements
 * into every later block, so a few kilobytes can ask for gigabytes; null means that the bounds were passed.
 */
export function parseHtml(html: string): HtmlFragment | null {
  let elements = 0
  let depth = 0
  const treeAdapter = {
    ...defaultTreeAdapter,
    createElement: (...args: Parameters<typeof defaultTreeAdapter.createElement>): HtmlElement => {
      if (++elements > MAX_ELEMENTS) throw new TooComplex()
      return defaultTreeAdapter.createElement(...args)
    },
    onItemPush: (): void => {
      if (++depth > MAX_DEPTH) throw new TooComplex()
    },
    onItemPop: (): void => {
      depth--
    },
  }
  try {
    return parseFragment(html, { treeAdapter, scriptingEnabled: false })
  } catch (error) {
    if (error instanceof TooComplex) return null
    throw error
  }
}
