import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NormalItem } from '../normalise/item.ts'
import { fingerprintOf, identifyItems } from './identify.ts'

const EMPTY: NormalItem = {
  guid: null,
  url: null,
  title: '',
  author: null,
  authorEmail: null,
  publishedAt: null,
  updatedAt: null,
  summary: null,
  content: null,
  summaryBase: null,
  contentBase: null,
  language: null,
  enclosures: [],
  image: null,
}

function item(values: Partial<NormalItem>): NormalItem {
  return { ...EMPTY, ...values }
}

function keys(...items: NormalItem[]): string[] {
  return identifyItems(items).map(({ key }) => key)
}

describe('the key of an item', () => {
  it('follows the guid, else the link, else the content', () => {
    expect(keys(item({ guid: 'a', url: 'x' }))).toEqual(keys(item({ guid: 'a', url: 'y', title: 't' })))
    expect(keys(item({ url: 'x', title: 's' }))).toEqual(keys(item({ url: 'x', title: 't' })))
    const dated = { title: 't', publishedAt: '2025-01-01T00:00:00.000Z' }
    expect(keys(item(dated))).toEqual(keys(item({ ...dated, content: { value: 'edited', isHtml: true } })))
  })

  it('differs between a guid and a link of the same value', () => {
    expect(keys(item({ guid: 'x' }))).not.toEqual(keys(item({ url: 'x' })))
  })

  it('is shared by versions of one item, of which the newest stays', () => {
    const old = item({ guid: 'a', url: 'x', title: 'old', updatedAt: '2025-01-01T00:00:00.000Z' })
    const fresh = item({ guid: 'a', url: 'x', title: 'new', updatedAt: '2025-01-02T00:00:00.000Z' })
    expect(identifyItems([fresh, old]).map((one) => one.item.title)).toEqual(['new'])
    expect(identifyItems([old, fresh]).map((one) => one.item.title)).toEqual(['new'])
    expect(keys(old, fresh)).toEqual(keys(old))
  })

  it('tells items apart that share a guid but not the link, or a link but not the title', () => {
    expect(new Set(keys(item({ guid: 'a', url: 'x' }), item({ guid: 'a', url: 'y' }))).size).toBe(2)
    expect(new Set(keys(item({ url: 'x', title: 's' }), item({ url: 'x', title: 't' }))).size).toBe(2)
  })

  it('depends on what the items hold and not on their order', () => {
    const some = fc.constantFrom(null, 'a', 'b', 'c')
    const items = fc.array(
      fc
        .record({ guid: some, url: some, title: fc.constantFrom('', 's', 't') })
        .map((values) => item(values)),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(items, (list) => {
        const forward = identifyItems(list)
        const backward = identifyItems(list.toReversed())
        expect(new Set(forward.map(({ key }) => key)).size).toBe(forward.length)
        expect(forward.map(({ key }) => key).toSorted()).toEqual(backward.map(({ key }) => key).toSorted())
      }),
    )
  })
})

describe('the fingerprint of an item', () => {
  it('changes with what a reader sees and not with its dates', () => {
    const before = item({ guid: 'a', title: 't', content: { value: 'c', isHtml: true } })
    expect(fingerprintOf(item({ ...before, updatedAt: '2025-01-01T00:00:00.000Z' }))).toBe(
      fingerprintOf(before),
    )
    for (const change of [
      { title: 'u' },
      { url: 'x' },
      { content: { value: 'd', isHtml: true } },
      { image: 'i' },
    ]) {
      expect(fingerprintOf(item({ ...before, ...change }))).not.toBe(fingerprintOf(before))
    }
  })
})
