import type { Element, ElementContent, Properties, Root } from 'hast'
import { linkForEmbed } from './embeds.ts'
import { isPixel, pickImageSource } from './images.ts'
import type { HtmlElement, HtmlFragment, HtmlNode } from './parse-html.ts'
import { ENTRY_SCHEMA, STRIPPED } from './schema.ts'
import { resolveImageUrl, resolveLinkUrl, resolveSrcset, resolveWebUrl } from './urls.ts'

// hast's names where they differ from the attribute's.
const PROPERTY_NAMES: Readonly<Record<string, string>> = {
  srcset: 'srcSet',
  datetime: 'dateTime',
  hreflang: 'hrefLang',
  colspan: 'colSpan',
  rowspan: 'rowSpan',
  valign: 'vAlign',
}

const MAX_ATTRIBUTE_CHARACTERS = 200_000

const ALLOWED_TAGS = new Set(ENTRY_SCHEMA.tagNames)

/** Where pictures, sounds and films may come from: `embedded` ones stand in the text itself. */
export type Media = 'remote' | 'embedded'

interface Scope {
  /** What relative addresses are relative to: the document's, or the nearest xml:base. */
  readonly base: string | null
  readonly inLink: boolean
  readonly inHeading: boolean
  readonly media: Media
  readonly state: State
}

interface State {
  /** Resolving can lengthen addresses a hundredfold; their sum is bounded. */
  left: number
  misplaced: boolean
}

export interface Converted {
  readonly tree: Root
  /**
   * Whether something may stand where reading the result would not put it: the children of an element that went, such
   * as a heading right inside a heading, and what was moved out of a table.
   */
  readonly misplaced: boolean
}

/** Turns a parsed fragment into the tree that is sanitised next, with addresses resolved and media made inert. */
export function convertFragment(fragment: HtmlFragment, base: string | null, media: Media): Converted {
  const state: State = { left: MAX_ATTRIBUTE_CHARACTERS, misplaced: false }
  const scope = { base, inLink: false, inHeading: false, media, state }
  const children = convertChildren(fragment.childNodes, scope)
  return { tree: { type: 'root', children }, misplaced: state.misplaced }
}

function convertChildren(nodes: readonly HtmlNode[], scope: Scope): ElementContent[] {
  const result: ElementContent[] = []
  let lazy = false
  for (const node of nodes) {
    if (node.nodeName === '#text' && 'value' in node) result.push({ type: 'text', value: node.value })
    if (!('tagName' in node)) continue
    // A lazy picture brings its plain copy for browsers without scripts; one of the two is enough.
    if (node.tagName === 'noscript' && lazy) continue
    lazy = node.tagName === 'img' && pickImageSource(attributesOf(node)).lazy
    for (const converted of convertElement(node, scope)) result.push(converted)
  }
  return result
}

function convertElement(node: HtmlElement, scope: Scope): ElementContent[] {
  if (STRIPPED.has(node.tagName)) return []
  const attributes = attributesOf(node)
  if (node.tagName === 'img' && isPixel(attributes)) return []
  if (node.tagName === 'iframe') return linkForEmbed(attributes, scope.base, scope.inLink)
  const isHeading = HEADING.test(node.tagName)
  const inner = {
    ...scope,
    base: innerBase(attributes, scope.base),
    inLink: scope.inLink || node.tagName === 'a',
    inHeading: scope.inHeading || isHeading,
  }
  const children = convertChildren(node.childNodes, inner)
  // The parser can nest links by way of a table, which reading the result again would take apart.
  if (node.tagName === 'a' && scope.inLink) return children
  const isMisplacing =
    !ALLOWED_TAGS.has(node.tagName) || node.tagName === 'table' || (isHeading && scope.inHeading)
  if (isMisplacing) scope.state.misplaced = true
  const properties = convertProperties(node.tagName, attributes, inner)
  const isBlank = properties['src'] === undefined && properties['srcSet'] === undefined
  if (node.tagName === 'img' && isBlank) return altText(properties['alt'])
  return [element(node.tagName, properties, children)]
}

/** What a picture that cannot be shown says in words. */
function altText(alt: Properties[string]): ElementContent[] {
  return typeof alt === 'string' && alt.trim() !== '' ? [{ type: 'text', value: alt }] : []
}

const HEADING = /^h[1-6]$/

function element(tagName: string, properties: Properties, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children }
}

function attributesOf(node: HtmlElement): ReadonlyMap<string, string> {
  return new Map(node.attrs.map(({ name, prefix, value }) => [prefix ? `${prefix}:${name}` : name, value]))
}

function innerBase(attributes: ReadonlyMap<string, string>, base: string | null): string | null {
  const own = attributes.get('xml:base')
  return own === undefined ? base : (resolveWebUrl(own, base) ?? base)
}

function convertProperties(
  tagName: string,
  attributes: ReadonlyMap<string, string>,
  scope: Scope,
): Properties {
  const isImage = tagName === 'img'
  const properties: Properties = isImage ? imageProperties(attributes, scope) : {}
  for (const [name, value] of attributes) {
    if (isImage && IMAGE_ADDRESSES.has(name)) continue
    if (scope.media === 'embedded' && MEDIA_ADDRESSES.has(name)) continue
    const safe = spend(convertValue(name, value, scope.base), scope)
    if (safe !== undefined) properties[PROPERTY_NAMES[name] ?? name] = safe
  }
  if (isImage) return { ...properties, loading: 'lazy' }
  if (tagName === 'a' && typeof properties['href'] === 'string') {
    return { ...properties, rel: ['noopener', 'noreferrer'], target: '_blank' }
  }
  if (tagName === 'audio' || tagName === 'video') return { ...properties, controls: true, preload: 'none' }
  return properties
}

const IMAGE_ADDRESSES = new Set(['src', 'srcset', 'loading'])
const MEDIA_ADDRESSES = new Set(['src', 'srcset', 'poster'])

function imageProperties(attributes: ReadonlyMap<string, string>, scope: Scope): Properties {
  const picked = pickImageSource(attributes)
  const src = picked.src === null ? null : resolveImageUrl(picked.src, scope.base)
  if (scope.media === 'embedded') return { src: spend(src?.startsWith('data:') ? src : null, scope) }
  const srcSet = picked.srcset === null ? null : resolveSrcset(picked.srcset, scope.base)
  return { src: spend(src, scope), srcSet: spend(srcSet, scope) }
}

/** The value while the budget lasts; undefined once it is spent, and for null. */
function spend(value: string | null, { state }: Scope): string | undefined {
  if (value === null) return undefined
  state.left -= value.length
  return state.left >= 0 ? value : undefined
}

/** The attribute's safe value, or null. Names that the schema does not list need no care: they are dropped there. */
function convertValue(name: string, value: string, base: string | null): string | null {
  switch (name) {
    case 'href':
      return resolveLinkUrl(value, base)
    case 'src':
    case 'poster':
    case 'cite':
      return resolveWebUrl(value, base)
    case 'srcset':
      return resolveSrcset(value, base)
    case 'rel':
    case 'target':
    case 'controls':
    case 'preload':
      return null
    case 'width':
    case 'height':
      return /^\s*\d{1,5}(?:px)?\s*$/i.test(value) ? String(Number.parseInt(value, 10)) : null
    default:
      return value.length > MAX_PLAIN_VALUE ? null : value
  }
}

const MAX_PLAIN_VALUE = 2000
