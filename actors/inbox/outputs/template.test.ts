import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fits, lengthIn, roomOf } from './room.ts'
import type { Room } from './room.ts'
import { shorten, splitText } from './split.ts'
import { fromTemplate, MAX_PARTS, NUMBER_LENGTH } from './template.ts'

const roomFor = (maxLength: number, countedIn: 'utf16' | 'graphemes' | 'bytes' = 'graphemes'): Room =>
  new Map([[countedIn, maxLength]])
const item = (n: number) => ({
  title: `Title ${n}`,
  url: `https://example.org/${n}`,
  text: `What ${n} says.`,
})
const features = (maxLength: number, countedIn: 'utf16' | 'graphemes' | 'bytes') => ({
  features: {
    send: true,
    post: true,
    edit: false,
    delete: false,
    react: false,
    attachments: false,
    history: false,
    maxLength,
    countedIn,
  },
})

describe('the room of an output', () => {
  it('is that of the smallest channel in each way of counting', () => {
    const room = roomOf([features(500, 'graphemes'), features(300, 'graphemes'), features(4_096, 'utf16')])
    expect([...room]).toEqual([
      ['graphemes', 300],
      ['utf16', 4_096],
    ])
  })

  it('is that of a post, where messages may be longer', () => {
    const { features: both } = features(10_000, 'utf16')
    expect([...roomOf([{ features: { ...both, maxPostLength: 280 } }])]).toEqual([['utf16', 280]])
  })

  it('is counted as the platform counts', () => {
    const family = '👨‍👩‍👧'
    expect([lengthIn('graphemes', family), lengthIn('utf16', family), lengthIn('bytes', family)]).toEqual([
      1, 8, 18,
    ])
    expect(fits(family.repeat(3), roomFor(3))).toBe(true)
    expect(fits(family.repeat(3), roomFor(3, 'bytes'))).toBe(false)
  })
})

describe('a template', () => {
  it('makes a post of titles and links', () => {
    expect(fromTemplate('post', [item(1), item(2)], roomFor(500))).toEqual([
      'Title 1\nhttps://example.org/1\n\nTitle 2\nhttps://example.org/2',
    ])
  })

  it('says how many do not fit', () => {
    const items = Array.from({ length: 10 }, (_, n) => item(n))
    const [post = ''] = fromTemplate('post', items, roomFor(100))
    expect(post).toMatch(/^Title 0\n.*\n\n… and 8 more$/s)
  })

  it('says how many there were beyond what it is made from', () => {
    expect(fromTemplate('summary', [item(1)], roomFor(500), 3)).toEqual([
      '• Title 1: What 1 says. https://example.org/1\n… and 3 more',
    ])
  })

  it('makes a summary of one line each', () => {
    expect(
      fromTemplate('summary', [item(1), { title: 'Ada', url: null, text: 'She asks.' }], roomFor(500)),
    ).toEqual(['• Title 1: What 1 says. https://example.org/1\n• Ada: She asks.'])
  })

  it('numbers the parts of a thread, and leaves a single one alone', () => {
    expect(fromTemplate('thread', [item(1), item(2)], roomFor(500))).toEqual([
      'Title 1\n\nWhat 1 says.\n\nhttps://example.org/1 (1/2)',
      'Title 2\n\nWhat 2 says.\n\nhttps://example.org/2 (2/2)',
    ])
    expect(fromTemplate('thread', [item(1)], roomFor(500))[0]).not.toContain('(1/1)')
  })

  it('keeps every part within the room, whatever the text, and loses no word that fits', () => {
    const units = fc.constantFrom('utf16' as const, 'graphemes' as const, 'bytes' as const)
    const texts = fc.string({ unit: 'grapheme', maxLength: 400 })
    fc.assert(
      fc.property(texts, fc.integer({ min: 60, max: 200 }), units, (text, most, unit) => {
        const room = roomFor(most, unit)
        const parts = fromTemplate('thread', [{ title: '', url: null, text }], room)
        expect(parts.length).toBeLessThanOrEqual(MAX_PARTS)
        for (const part of parts) expect(lengthIn(unit, part)).toBeLessThanOrEqual(most)
        const pieces = splitText(text, room, NUMBER_LENGTH)
        expect(pieces.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
        expect(lengthIn(unit, shorten(text, room))).toBeLessThanOrEqual(most)
      }),
      { numRuns: 200 },
    )
  })

  it('breaks up a long text before anybody waits', () => {
    const started = performance.now()
    const parts = fromTemplate(
      'thread',
      [{ title: '', url: null, text: 'word '.repeat(60_000) }],
      roomFor(500),
    )
    expect(parts).toHaveLength(MAX_PARTS)
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
