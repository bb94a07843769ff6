import { readControlsAsWindows1252 } from '../decode/decode.ts'
import type { Element } from './element.ts'
import { MAX_DEPTH, MAX_ITEM_LENGTH, MAX_SCANNED_ITEMS } from './limits.ts'
import { walkMarkup } from './markup.ts'
import { canonicalPrefix } from './namespaces.ts'

/** Elements whose end closes an item: each is converted and let go at once, so memory follows one item. */
const ITEMS = new Set(['item', 'entry', 'atom:entry'])
const CONTAINERS = new Set(['rss', 'channel', 'rdf:rdf', 'rdf', 'feed', 'atom:feed', 'items', '#document'])
/** Elements that hold a short text; another of these opening inside means that the end tag is missing. */
const LEAVES = new Set([
  'title',
  'link',
  'guid',
  'pubdate',
  'comments',
  'dc:date',
  'dc:creator',
  'id',
  'updated',
  'published',
])
const AFTER_LEAF = new Set([
  ...LEAVES,
  'description',
  'content:encoded',
  'enclosure',
  'category',
  'author',
  'summary',
  'content',
])

const MAX_NODES_PER_ITEM = 20_000
const MAX_ATTRIBUTES = 100

export interface ReadTree {
  /** The document without its items. */
  readonly root: Element
  readonly itemCount: number
}

interface OpenElement extends Element {
  readonly attributes: Map<string, string>
}

/**
 * Reads XML that may be broken: unclosed and misnested elements, bare ampersands, a missing end. Entities of a
 * document type are never expanded. Each item is handed over when it ends and not kept.
 *
 * @param onItem gets every finished item; one that the document's end cut off is left out unless it is the only one
 */
export function readTree(text: string, onItem: (item: Element) => void): ReadTree {
  const builder = new TreeBuilder(onItem)
  walkMarkup(
    text,
    true,
    {
      onopentag: (name, attributes) => builder.open(name, attributes),
      onclosetag: (name, implied) => builder.close(name, implied),
      ontext: (data) => builder.text(readControlsAsWindows1252(data)),
    },
    () => builder.isFull,
  )
  return builder.finish()
}

class TreeBuilder {
  readonly #root = createElement('#document')
  readonly #stack: { element: OpenElement; raw: string }[] = [{ element: this.#root, raw: '' }]
  readonly #prefixes = new Map<string, string>()
  readonly #onItem: (item: Element) => void
  #itemCount = 0
  #cut: Element | null = null
  #nodes = 0
  #characters = 0

  constructor(onItem: (item: Element) => void) {
    this.#onItem = onItem
  }

  /** Whether nothing that follows would be kept. */
  get isFull(): boolean {
    return this.#itemCount >= MAX_SCANNED_ITEMS
  }

  open(raw: string, attributes: Readonly<Record<string, string>>): void {
    this.#declare(attributes)
    const name = this.#canonical(raw, attributes)
    if (ITEMS.has(name)) this.#unwindToContainer()
    else if (AFTER_LEAF.has(name) && LEAVES.has(this.#top.name)) this.#stack.pop()
    if (ITEMS.has(name) || CONTAINERS.has(name)) this.#nodes = this.#characters = 0
    if (this.#stack.length > MAX_DEPTH || ++this.#nodes > MAX_NODES_PER_ITEM) return
    const element = createElement(name)
    for (const [key, value] of Object.entries(attributes).slice(0, MAX_ATTRIBUTES)) {
      element.attributes.set(key, value.slice(0, MAX_ITEM_LENGTH))
    }
    if (!ITEMS.has(name)) this.#top.children.push(element)
    this.#stack.push({ element, raw })
  }

  close(raw: string, implied: boolean): void {
    const at = this.#stack.findLastIndex((open) => open.raw === raw)
    if (at <= 0) return
    const closed = this.#stack.splice(at)
    const item = closed.find(({ element }) => ITEMS.has(element.name))?.element
    // An item without an end tag is whole when its feed ends, and may lack its identity when only the document does.
    if (item && implied) this.#cut = item
    else if (item) this.#emit(item)
    else if (!implied && CONTAINERS.has(closed[0]?.element.name ?? '')) this.#emitCut()
  }

  text(data: string): void {
    if (this.#characters > MAX_ITEM_LENGTH) return
    this.#characters += data.length
    const { children } = this.#top
    const last = children.at(-1)
    if (typeof last === 'string') children[children.length - 1] = last + data
    else children.push(data)
  }

  finish(): ReadTree {
    if (this.#itemCount === 0) this.#emitCut()
    return { root: this.#root, itemCount: this.#itemCount }
  }

  get #top(): OpenElement {
    return this.#stack.at(-1)?.element ?? this.#root
  }

  #emitCut(): void {
    if (this.#cut) this.#emit(this.#cut)
    this.#cut = null
  }

  #emit(item: Element): void {
    if (++this.#itemCount <= MAX_SCANNED_ITEMS) this.#onItem(item)
    this.#nodes = this.#characters = 0
  }

  /** An item cannot stand in an item: one that opens ends whatever is open up to the feed. */
  #unwindToContainer(): void {
    while (this.#stack.length > 1 && !CONTAINERS.has(this.#top.name)) {
      const element = this.#stack.pop()?.element
      if (element && ITEMS.has(element.name)) this.#emit(element)
    }
  }

  #declare(attributes: Readonly<Record<string, string>>): void {
    for (const [key, uri] of Object.entries(attributes)) {
      if (!key.startsWith('xmlns:') || this.#prefixes.size > MAX_ATTRIBUTES) continue
      const prefix = canonicalPrefix(uri)
      if (prefix !== null) this.#prefixes.set(key.slice('xmlns:'.length), prefix)
    }
  }

  #canonical(raw: string, attributes: Readonly<Record<string, string>>): string {
    const colon = raw.indexOf(':')
    if (colon === -1) {
      const own = attributes['xmlns']
      const prefix = own === undefined || this.#stack.length <= 1 ? null : canonicalPrefix(own)
      return prefix === null || prefix === '' || prefix === 'xhtml' ? raw : `${prefix}:${raw}`
    }
    const prefix = this.#prefixes.get(raw.slice(0, colon)) ?? raw.slice(0, colon)
    return prefix === '' ? raw.slice(colon + 1) : `${prefix}:${raw.slice(colon + 1)}`
  }
}

function createElement(name: string): OpenElement {
  return { name, attributes: new Map(), children: [] }
}
