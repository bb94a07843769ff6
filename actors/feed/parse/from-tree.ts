import { toAtomText } from './atom-text.ts'
import {
  attributeOf,
  childNamed,
  childrenNamed,
  innerHtml,
  textNamed,
  textsNamed,
  type Element,
} from './element.ts'
import { parsePerson } from './person.ts'
import type { RawEnclosure, RawFeed, RawItem, RawLink, RawPerson, RawText } from './raw.ts'
import type { XmlRoot } from './sniff.ts'
import { compact } from './values.ts'

type Dialect = XmlRoot

/** Both spellings of an Atom element: in its own document, and inside RSS. */
function atom(name: string): [string, string] {
  return [name, `atom:${name}`]
}

function readText(element: Element | null, dialect: Dialect): RawText | null {
  if (element === null) return null
  const div = childNamed(element, 'div', 'xhtml:div')
  const type = attributeOf(element, 'type')
  const isXhtml = type?.includes('xhtml') === true && div !== null
  const value = innerHtml(isXhtml ? div : element)
  if (value === '') return null
  const base = attributeOf(element, 'xml:base') ?? attributeOf(div, 'xml:base')
  const isNaked = element.children.some((child) => typeof child !== 'string')
  if (isNaked) return { value, type: isXhtml ? 'xhtml' : 'html', base }
  const isAtom = dialect === 'atom' || element.name.startsWith('atom:')
  return isAtom
    ? toAtomText(value, type, attributeOf(element, 'mode'), base)
    : { value, type: 'unknown', base }
}

function readFirstText(parent: Element, dialect: Dialect, ...names: readonly string[]): RawText | null {
  for (const name of names) {
    const text = readText(childNamed(parent, name), dialect)
    if (text) return text
  }
  return null
}

function readLinks(parent: Element): RawLink[] {
  return childrenNamed(parent, ...atom('link')).flatMap((link) => {
    const href = attributeOf(link, 'href') ?? innerHtml(link)
    return href === '' ? [] : [{ href, rel: attributeOf(link, 'rel'), type: attributeOf(link, 'type') }]
  })
}

function readPerson(element: Element): RawPerson | null {
  const name = textNamed(element, ...atom('name'))
  const email = textNamed(element, ...atom('email'))
  if (name !== null || email !== null) return { name, email }
  return parsePerson(innerHtml(element))
}

function readAuthors(parent: Element): RawPerson[] {
  const people = childrenNamed(parent, ...atom('author')).map(readPerson)
  const names = textsNamed(parent, 'dc:creator', 'dcterms:creator', 'itunes:author', 'googleplay:author')
  return compact([...people, ...names.map((name) => ({ name, email: null }))])
}

function readLength(text: string | null): number | null {
  const length = Number(text ?? Number.NaN)
  return Number.isSafeInteger(length) && length >= 0 ? length : null
}

function toEnclosure(element: Element, address: string, size: string): RawEnclosure[] {
  const url = attributeOf(element, address)
  if (url === null) return []
  return [{ url, type: attributeOf(element, 'type'), length: readLength(attributeOf(element, size)) }]
}

function readMediaElements(item: Element): Element[] {
  const groups = childrenNamed(item, 'media:group')
  return [item, ...groups].flatMap((holder) => childrenNamed(holder, 'media:content'))
}

function readEnclosures(item: Element): RawEnclosure[] {
  const links = childrenNamed(item, ...atom('link')).filter(
    (link) => attributeOf(link, 'rel') === 'enclosure',
  )
  return [
    ...childrenNamed(item, 'enclosure').flatMap((file) => toEnclosure(file, 'url', 'length')),
    ...links.flatMap((link) => toEnclosure(link, 'href', 'length')),
    ...readMediaElements(item).flatMap((file) => toEnclosure(file, 'url', 'filesize')),
  ]
}

function readImage(item: Element): string | null {
  const holders = [item, ...childrenNamed(item, 'media:group'), ...readMediaElements(item)]
  const thumbnails = holders.map((holder) => attributeOf(childNamed(holder, 'media:thumbnail'), 'url'))
  return attributeOf(childNamed(item, 'itunes:image'), 'href') ?? compact(thumbnails)[0] ?? null
}

/** Reads one item or entry of any dialect. */
export function readItem(item: Element, dialect: Dialect): RawItem {
  const guid = childNamed(item, 'guid')
  const permalink = attributeOf(guid, 'ispermalink')
  return {
    guid:
      textNamed(item, 'guid', ...atom('id')) ?? attributeOf(item, 'rdf:about') ?? attributeOf(item, 'about'),
    guidIsPermalink: permalink === null ? null : permalink.toLowerCase() === 'true',
    base: attributeOf(item, 'xml:base'),
    language: attributeOf(item, 'xml:lang') ?? textNamed(item, 'dc:language'),
    title: readFirstText(item, dialect, ...atom('title'), 'dc:title', 'media:title', 'itunes:title'),
    links: readLinks(item),
    published: textsNamed(
      item,
      'pubdate',
      ...atom('published'),
      'issued',
      'created',
      'dc:date',
      'dcterms:created',
      'dcterms:issued',
    ),
    updated: textsNamed(item, ...atom('updated'), 'modified', 'dcterms:modified'),
    authors: readAuthors(item),
    summary: readFirstText(
      item,
      dialect,
      'description',
      ...atom('summary'),
      'dc:description',
      'itunes:summary',
      'media:description',
    ),
    content: readFirstText(
      item,
      dialect,
      'content:encoded',
      ...atom('content'),
      'body',
      'xhtml:body',
      'fullitem',
    ),
    enclosures: readEnclosures(item),
    image: readImage(item),
  }
}

function readIcon(channel: Element, root: Element): string | null {
  const image = childNamed(channel, 'image') ?? childNamed(root, 'image')
  return (
    (image === null ? null : textNamed(image, 'url')) ??
    textNamed(channel, ...atom('icon'), ...atom('logo')) ??
    attributeOf(childNamed(channel, 'itunes:image'), 'href')
  )
}

function textsWithin(channel: Element, holder: string, name: string): string[] {
  return childrenNamed(channel, holder).flatMap((element) => textsNamed(element, name))
}

/** Reads the feed's own description; `document` holds everything but the items. */
export function readFeedElement(document: Element, dialect: Dialect, items: readonly RawItem[]): RawFeed {
  const root = childNamed(document, 'rss', 'rdf:rdf', 'rdf', ...atom('feed')) ?? document
  const channel = childNamed(root, 'channel') ?? root
  return {
    format: dialect,
    base: attributeOf(channel, 'xml:base') ?? attributeOf(root, 'xml:base'),
    language:
      textNamed(channel, 'language', 'dc:language') ??
      attributeOf(channel, 'xml:lang') ??
      attributeOf(root, 'xml:lang'),
    title: readFirstText(channel, dialect, ...atom('title'), 'dc:title', 'itunes:title'),
    description: readFirstText(
      channel,
      dialect,
      'description',
      ...atom('subtitle'),
      'tagline',
      'itunes:summary',
    ),
    links: readLinks(channel),
    icon: readIcon(channel, root),
    authors: readAuthors(channel),
    ttl: textNamed(channel, 'ttl'),
    skipHours: textsWithin(channel, 'skiphours', 'hour'),
    skipDays: textsWithin(channel, 'skipdays', 'day'),
    updatePeriod: textNamed(channel, 'sy:updateperiod'),
    updateFrequency: textNamed(channel, 'sy:updatefrequency'),
    items,
  }
}
