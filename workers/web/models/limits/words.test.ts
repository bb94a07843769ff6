import type { Limit } from '@switchboard/shared-types/api/router/limits'
import { expect, test } from 'vitest'
import { limitWords, measureOf, stateOf, usedWords } from './words.ts'

const LIMIT: Limit = {
  id: 'lim_01JD0000000000000000000000',
  metric: 'money',
  period: 'month',
  amount: 20,
  scope: { kind: 'person' },
  warnAt: 0.8,
  used: 3.2,
  resetsAt: null,
}

test('a limit is one sentence', () => {
  expect(limitWords(LIMIT)).toBe('At most $20.00 a month')
  expect(limitWords({ metric: 'requests', period: 'minute', amount: 1 })).toBe('At most 1 call a minute')
  expect(limitWords({ metric: 'concurrency', period: 'at-once', amount: 4 })).toBe('At most 4 calls at once')
  expect(usedWords(LIMIT)).toBe('$3.20 of $20.00 used')
  expect(usedWords({ ...LIMIT, metric: 'tokens', used: 1200.4, amount: 90_000 })).toBe('1,200 of 90,000 used')
})

test('a limit is near from its warning on, and spent when all is used', () => {
  expect([3.2, 16, 19.99, 20, 21].map((used) => stateOf({ ...LIMIT, used }))).toEqual([
    'free',
    'near',
    'near',
    'spent',
    'spent',
  ])
  expect(stateOf({ ...LIMIT, warnAt: null, used: 19 })).toBe('free')
})

test('no measure is made of a time that it does not have', () => {
  expect(measureOf({ metric: 'money', period: 'minute', amount: 1 })).toBeNull()
  expect(measureOf({ metric: 'tokens', period: 'at-once', amount: 1 })).toBeNull()
  expect(measureOf({ metric: 'concurrency', period: 'day', amount: 2 })).toEqual({
    metric: 'concurrency',
    period: 'at-once',
    amount: 2,
  })
})
