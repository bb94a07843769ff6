/** An element as the second reader keeps it. Names are lower case with the canonical prefix, such as `dc:date`. */
export interface Element {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: (Element | string)[]
}

/** The child elements that bear one of these names, in document order. */
export function childrenNamed(parent: Element, ...names: readonly string[]): Element[] {
  return parent.children.filter(
    (child): child is Element => typeof child !== 'string' && names.includes(child.name),
  )
}

/** The first child of the first of these names that has one. */
export function childNamed(parent: Element, ...names: readonly string[]): Element | null {
  for (const name of names) {
    const found = childrenNamed(parent, name)[0]
    if (found) return found
  }
  return null
}

/** All text below an element; null when there is none but white space. */
export function textOf(element: Element | null): string | null {
  const text = element === null ? '' : collectText(element).trim()
  return text === '' ? null : text
}

/** The texts of all children of one name. */
export function textsNamed(parent: Element, ...names: readonly string[]): string[] {
  return childrenNamed(parent, ...names)
    .map(textOf)
    .filter((text): text is string => text !== null)
}

export function textNamed(parent: Element, ...names: readonly string[]): string | null {
  for (const name of names) {
    const text = textsNamed(parent, name)[0]
    if (text !== undefined) return text
  }
  return null
}

export function attributeOf(element: Element | null, name: string): string | null {
  const value = element?.attributes.get(name)?.trim()
  return value === undefined || value === '' ? null : value
}

/** What an element holds, as HTML: its text alone when that is all (escaped markup), else its children serialised. */
export function innerHtml(element: Element): string {
  const onlyText = element.children.every((child) => typeof child === 'string')
  return (onlyText ? collectText(element) : element.children.map(serialise).join('')).trim()
}

// The tree's depth is capped while it is built, so the recursion here is bounded.
function collectText(element: Element): string {
  return element.children.map((child) => (typeof child === 'string' ? child : collectText(child))).join('')
}

function serialise(node: Element | string): string {
  if (typeof node === 'string') return escapeText(node)
  const name = node.name.slice(node.name.indexOf(':') + 1)
  const attributes = [...node.attributes]
    .filter(([key]) => !key.startsWith('xmlns'))
    .map(([key, value]) => ` ${key}="${escapeText(value).replace(/"/g, '&quot;')}"`)
    .join('')
  const inner = node.children.map(serialise).join('')
  return VOID.has(name) ? `<${name}${attributes}>` : `<${name}${attributes}>${inner}</${name}>`
}

const VOID = new Set(['br', 'img', 'hr', 'wbr', 'source', 'track', 'col', 'input', 'area', 'embed'])

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
