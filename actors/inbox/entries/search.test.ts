import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  deliver,
  followFeed,
  inboxStub,
  item,
  newInboxId,
  silentPublishers,
  titles,
  trace,
} from '../testing/house.ts'
import { toFtsExpression } from '@switchboard/kernel/search/fts-expression'

silentPublishers()

const id = newInboxId()
const ready = (async () => {
  const feed = await followFeed(id)
  await deliver(id, feed, [
    item(1, { title: 'Café Müller', text: 'A dance by Pina Bausch' }),
    item(2, { title: 'Second', author: 'Ada Lovelace', text: 'Notes on the analytical engine' }),
    item(3, { title: 'Third', text: 'The engine room of state-of-the-art ships' }),
    item(4, { title: 'Überraschung', text: '東京タワー と 大阪' }),
    item(5, { title: 'NOT and OR', text: 'operators NEAR the title: column* ^caret {brace}' }),
  ])
  return feed
})()

async function find(q: string): Promise<string[]> {
  await ready
  return await titles(id, { q })
}

describe('a search', () => {
  it.each([
    ['a word of the title', 'second', ['Second']],
    ['an author', 'lovelace', ['Second']],
    ['a word of the text', 'engine', ['Third', 'Second']],
    ['words of different fields, all of which must be there', 'ada engine', ['Second']],
    ['words that are not all there', 'ada ships', []],
    ['letters without their diacritics', 'cafe muller', ['Café Müller']],
    ['letters with their diacritics', 'überraschung', ['Überraschung']],
    ['the beginning of the last word', 'analytical eng', ['Second']],
    ['the beginning of another word, which is not enough', 'analyt engine', []],
    ['a quoted phrase', '"engine room"', ['Third']],
    ['a quoted phrase in another order', '"room engine"', []],
    ['a quoted beginning, which is not a word', '"analytical eng"', []],
    ['a word with hyphens', 'state-of-the-art', ['Third']],
    ['another script, from the beginning of a run', '東京', ['Überraschung']],
    ['a lone letter, which is a word', 'a', ['Café Müller']],
    ['an operator as a word', 'NEAR', ['NOT and OR']],
    ['a phrase with a NUL in it, which ends no query', '"engine\0 room" third', ['Third']],
    ['nothing but signs', '"*" -- ()', []],
    ['markup of the body, which is not text', 'p', []],
  ])('for %s: %s', async (_, q, found) => {
    expect(await find(q)).toEqual(found)
  })

  it.each([
    'title:second',
    'engine NOT room',
    'engine OR second',
    '^second',
    'NEAR(engine room)',
    '{title}: second',
  ])('takes the query language of the index for plain words: %s', async (q) => {
    const words = q.match(/\w+/g)?.join(' ') ?? ''
    expect(await find(q)).toEqual(await find(words))
  })

  it('never fails, whatever is typed', async () => {
    await ready
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        '"',
        '*',
        '^',
        ':',
        '(',
        ')',
        '{',
        '}',
        '-',
        '+',
        ' ',
        '\0',
        'AND',
        'OR',
        'NOT',
        'NEAR(',
        "'",
        '\uD800',
      ),
    )
    const query = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join('').slice(0, 200))
    await fc.assert(
      fc.asyncProperty(query, async (q) => {
        const answer = await inboxStub(id).entries(id, trace, { view: 'all', limit: 5, q })
        expect(answer.ok).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('finds every word of an entry, whichever is asked for', async () => {
    await ready
    const words = ['pina', 'bausch', 'notes', 'analytical', 'ships', 'operators']
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...words), async (word) => {
        expect(await find(word)).toHaveLength(1)
        expect(await find(word.slice(0, -1))).toHaveLength(1)
      }),
      { numRuns: 12 },
    )
  })

  it('finds an edited entry by its new words only', async () => {
    const own = newInboxId()
    const feed = await followFeed(own)
    await deliver(own, feed, [item(1, { title: 'Before', author: 'Old', text: 'alpha beta' })])
    await deliver(own, feed, [item(1, { seq: 2, title: 'After', author: 'New', text: 'beta gamma' })])
    for (const gone of ['before', 'old', 'alpha']) expect(await titles(own, { q: gone })).toEqual([])
    for (const held of ['after', 'new', 'beta', 'gamma'])
      expect(await titles(own, { q: held })).toEqual(['After'])
  })

  it('finds nothing of a subscription that ended', async () => {
    const own = newInboxId()
    const feed = await followFeed(own)
    const kept = await followFeed(own)
    await deliver(own, feed, [item(1, { title: 'Left', text: 'common' })])
    await deliver(own, kept, [item(1, { title: 'Kept', text: 'common' })])
    await inboxStub(own).unsubscribe(own, trace, feed.subscription)
    expect(await titles(own, { q: 'common' })).toEqual(['Kept'])
  })

  it('keeps to the view and the scope', async () => {
    const own = newInboxId()
    const feed = await followFeed(own, { folder: 'Here' })
    const other = await followFeed(own)
    await deliver(own, feed, [
      item(1, { title: 'One', text: 'common' }),
      item(2, { title: 'Two', text: 'common' }),
    ])
    await deliver(own, other, [item(1, { title: 'Three', text: 'common' })])
    expect(await titles(own, { q: 'common', folder: 'Here' })).toEqual(['Two', 'One'])
    expect(await titles(own, { q: 'common', view: 'starred' })).toEqual([])
    expect(await titles(own, { q: 'common', subscription: other.subscription })).toEqual(['Three'])
  })
})

describe('a query as an expression', () => {
  it('holds quoted terms and nothing of the query language', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (query) => {
        expect(toFtsExpression(query)).toMatch(/^(?:"[^"\0]+"\*?(?: |$))*$/)
      }),
    )
  })
})
