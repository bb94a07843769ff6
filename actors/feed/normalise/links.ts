import type { RawEnclosure, RawLink } from '../parse/raw.ts'
import { resolveWebUrl } from '@switchboard/kernel/sanitise/urls'
import type { Enclosure } from '../types.ts'

const MAX_ENCLOSURES = 50

/** Absolute web address of what a feed calls a link: white space out, a missing scheme put in; null when none. */
export function resolveLink(href: string | null, base: string | null): string | null {
  const value = href?.replace(/\s+/g, '').replace(/&amp;/g, '&') ?? ''
  if (value === '') return null
  return resolveWebUrl(/^www\./i.test(value) ? `https://${value}` : value, base)
}

/** The page an item or feed is about: the alternate links first, those to HTML before other types. */
export function pickAlternate(links: readonly RawLink[], base: string | null): string | null {
  const ranked = links
    .map((link) => ({ link, rank: rankLink(link) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank)
  for (const { link } of ranked) {
    const url = resolveLink(link.href, base)
    if (url !== null) return url
  }
  return null
}

function rankLink(link: RawLink): number {
  const rel = link.rel?.toLowerCase() ?? 'alternate'
  if (rel === 'content') return 1
  if (rel !== 'alternate' && !rel.endsWith('#alternate')) return 0
  if (link.type === null) return 4
  return /html/i.test(link.type) ? 3 : 2
}

/** Absolute, distinct enclosures; what cannot be fetched over the web is left out. */
export function resolveEnclosures(enclosures: readonly RawEnclosure[], base: string | null): Enclosure[] {
  const byUrl = new Map<string, Enclosure>()
  for (const raw of enclosures) {
    const url = resolveLink(raw.url, base)
    if (url === null || byUrl.has(url) || byUrl.size === MAX_ENCLOSURES) continue
    const type = raw.type?.trim().toLowerCase().slice(0, 100) ?? ''
    byUrl.set(url, { url, type: type === '' ? null : type, length: toLength(raw.length) })
  }
  return [...byUrl.values()]
}

function toLength(length: number | null): number | null {
  return length !== null && Number.isSafeInteger(length) && length >= 0 ? length : null
}
