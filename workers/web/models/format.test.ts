import { expect, test } from 'vitest'
import { chosenSpan, counted, dollars, listed, short, span } from './format.ts'

test.each([
  [null, 'unknown'],
  [0, '$0'],
  [0.000_04, '< $0.0001'],
  [0.004_25, '$0.0043'],
  [0.5, '$0.50'],
  [0.1234, '$0.123'],
  [1234.5, '$1,234.50'],
])('%s dollars are written as %s', (amount, text) => {
  expect(dollars(amount)).toBe(text)
})

test.each([
  [0, '0'],
  [999, '999'],
  [1_000, '1k'],
  [12_449, '12.4k'],
  [99_960, '100k'],
  [999_499, '999k'],
  [999_500, '1M'],
  [3_120_000, '3.1M'],
  [2_000_000_000, '2G'],
])('%s is shortened to %s', (count, text) => {
  expect(short(count)).toBe(text)
})

test.each([
  [340, '340 ms'],
  [1_440, '1.4 s'],
  [61_000, '1 min 1 s'],
])('%s ms are told as %s', (ms, text) => {
  expect(span(ms)).toBe(text)
})

test('a chosen span is told in the largest unit that it fills', () => {
  expect([90, 60, 7_200, 86_400].map(chosenSpan)).toEqual(['90 seconds', '1 minute', '2 hours', '1 day'])
})

test('one is told apart from many', () => {
  expect([counted(1, 'call'), counted(1_200, 'call'), counted(2, 'reply', 'replies')]).toEqual([
    '1 call',
    '1,200 calls',
    '2 replies',
  ])
})

test('a list reads as a sentence', () => {
  expect([listed(['a', 'b', 'c']), listed(['a', 'b'], 'or')]).toEqual(['a, b and c', 'a or b'])
})
