import type { Nodes } from 'hast'

const BLOCKS: ReadonlySet<string> = new Set([
  ...'address article aside blockquote br caption center dd details div dl dt figcaption figure footer'.split(
    ' ',
  ),
  ...'form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody td tfoot th thead'.split(
    ' ',
  ),
  ...'tr ul iframe option'.split(' '),
])

/** Whether an element stands on its own line, so that its text does not touch its neighbour's. */
export function isBlock(tagName: string): boolean {
  return BLOCKS.has(tagName)
}

export function collapse(text: string): string {
  return text.replace(/[\s\u00a0]+/g, ' ').trim()
}

/** The plain text of a tree with white space collapsed, cut at `limit` characters. */
export function treeText(tree: Nodes, limit: number): string {
  const parts: string[] = []
  let length = 0
  const visit = (node: Nodes): void => {
    if (length > limit * 2) return
    if (node.type === 'text') {
      parts.push(node.value)
      length += node.value.length
    }
    if (!('children' in node)) return
    const edge = node.type === 'element' && isBlock(node.tagName) ? ' ' : ''
    parts.push(edge)
    for (const child of node.children) visit(child)
    parts.push(edge)
  }
  visit(tree)
  return cutText(collapse(parts.join('')), limit)
}

/** The first `limit` characters without half a surrogate pair at the end. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text
  const last = text.charCodeAt(limit - 1)
  const splitsPair = last >= 0xd800 && last <= 0xdbff
  return text.slice(0, splitsPair ? limit - 1 : limit)
}
