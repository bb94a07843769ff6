import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Rule, RuleCondition } from '@switchboard/shared-types/api/rules'
import { newId } from '@switchboard/shared-types/ids'
import { askRules, reasonsOf } from './engine.ts'
import type { Traits } from './engine.ts'
import { fold } from './fold.ts'
import { matchPerson } from './match-person.ts'
import { saysWords } from './match-words.ts'

const CHANNEL = newId('chn')
const TRAITS: Traits = {
  channel: CHANNEL,
  people: ['Ada Lovelace', 'ada@example.org', '@ada'],
  text: 'Please pay the invoice by Friday.',
  category: 'finance',
  priority: 'high',
  answerExpected: true,
}

function rule(when: RuleCondition, given: Partial<Rule> = {}): Rule {
  return {
    id: newId('rul'),
    name: 'A rule',
    enabled: true,
    when,
    actions: [{ type: 'archive' }],
    stop: false,
    matched: 0,
    lastMatchedAt: null,
    ...given,
  }
}

const holds = (when: RuleCondition, traits: Partial<Traits> = {}): boolean =>
  reasonsOf(when, { ...TRAITS, ...traits }) !== null

describe('a condition', () => {
  it('holds where all its parts do, and says why', () => {
    const when: RuleCondition = { channels: [CHANNEL], people: ['*@example.org'], words: ['INVOICE'] }
    expect(reasonsOf(when, TRAITS)).toEqual([
      'came over this channel',
      'was written by “*@example.org”',
      'says “INVOICE”',
    ])
    expect(holds({ ...when, people: ['*@example.net'] })).toBe(false)
    expect(holds({ ...when, words: ['receipt', 'invoice'] })).toBe(true)
  })

  it('on what is not known does not hold', () => {
    expect(holds({ categories: ['finance'] }, { category: null })).toBe(false)
    expect(holds({ priorities: ['high'] }, { priority: null })).toBe(false)
    expect(holds({ answerExpected: false }, { answerExpected: null })).toBe(false)
    expect(holds({ channels: [CHANNEL] }, { channel: null })).toBe(false)
  })

  it('on an analysis reads it', () => {
    expect(holds({ categories: ['work', 'finance'], priorities: ['high'], answerExpected: true })).toBe(true)
    expect(holds({ answerExpected: false })).toBe(false)
  })
})

describe('words', () => {
  it.each([
    ['invoice', 'The Invoice.', true],
    ['invoice', 'Invoices', false],
    ['pay  now', 'please PAY\nnow!', true],
    ['straße', 'Hauptstr. STRASSE 5', true],
    ['été', 'un ÉTÉ', true],
    ['请求', '这个请求很重要', true],
    ['C++', 'I write C++.', true],
    ['#1', 'we are #1!', true],
    ['a', 'banana', false],
    ['😀', 'well 😀😀', true],
    ['ａｂｃ', 'abc', true],
  ])('“%s” in “%s”: %s', (words, text, expected) => {
    expect(saysWords(words, fold(text))).toBe(expected)
  })
})

describe('a person', () => {
  it.each([
    ['ada@example.org', 'ADA@example.org', true],
    ['*@example.org', 'ada@example.org', true],
    ['ada*', 'Ada Lovelace', true],
    ['*love*', 'Ada Lovelace', true],
    ['a*a*e', 'Ada Lovelace', true],
    ['ada', 'Ada Lovelace', false],
    ['*@example.org', 'ada@example.org.evil.example', false],
    ['ab*ba', 'aba', false],
    ['*', '', true],
    ['.*', 'anything', false],
  ])('“%s” is “%s”: %s', (pattern, name, expected) => {
    expect(matchPerson(pattern, name)).toBe(expected)
  })

  it('is matched as a regular expression of the same stars would, whatever the text', () => {
    const letter = fc.constantFrom('a', 'b', '*', '.')
    const text = fc.array(fc.constantFrom('a', 'b', '.'), { maxLength: 8 }).map((part) => part.join(''))
    fc.assert(
      fc.property(fc.array(letter, { minLength: 1, maxLength: 6 }), text, (pattern, name) => {
        const parts = pattern.map((char) => (char === '*' ? '.*' : char === '.' ? '\\.' : char))
        const expected = new RegExp(`^${parts.join('')}$`, 'u').test(name)
        expect(matchPerson(pattern.join(''), name)).toBe(expected)
      }),
      { numRuns: 500 },
    )
  })

  it('with a hundred stars takes no longer than a glance', () => {
    const started = performance.now()
    expect(matchPerson(`${'*a'.repeat(100)}b`, 'a'.repeat(20_000))).toBe(false)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})

describe('rules', () => {
  const all: RuleCondition = { people: ['*'] }

  it('are asked in their order, but not those that are off, nor any behind one that stops', () => {
    const list = [
      rule(all, { name: 'one' }),
      rule(all, { name: 'off', enabled: false }),
      rule({ words: ['nothing like it'] }, { name: 'other', stop: true }),
      rule(all, { name: 'stops', stop: true }),
      rule(all, { name: 'never' }),
    ]
    const asked = askRules(list, TRAITS, 'all')
    expect(asked.matches.map(({ name }) => name)).toEqual(['one', 'stops'])
    expect(asked.stoppedBy).toBe(list[3]?.id)
  })

  it('that ask for an analysis wait for it, and not behind one that stopped before', () => {
    const early = rule({ words: ['invoice'] }, { name: 'early', stop: true })
    const late = rule({ categories: ['finance'] }, { name: 'late' })
    expect(askRules([late, early], TRAITS, 'arrived').matches).toEqual([early])
    expect(askRules([late, early], TRAITS, 'analysed', early.id).matches).toEqual([late])
    expect(askRules([early, late], TRAITS, 'analysed', early.id).matches).toEqual([])
  })

  it('match together what they match in two stages, where none stops', () => {
    const condition = fc.constantFrom<RuleCondition>(
      { words: ['invoice'] },
      { words: ['absent'] },
      { categories: ['finance'] },
      { categories: ['work'], words: ['invoice'] },
      { answerExpected: true },
    )
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 8 }), (conditions) => {
        const list = conditions.map((when) => rule(when))
        const names = (stage: 'arrived' | 'analysed' | 'all'): string[] =>
          askRules(list, TRAITS, stage).matches.map(({ id }) => id)
        expect([...names('arrived'), ...names('analysed')].toSorted()).toEqual(names('all').toSorted())
      }),
    )
  })
})
