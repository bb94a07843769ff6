import { expect, test } from 'vitest'
import { readCallsSearch, readUsageSearch } from './address.ts'

const TOKEN = 'tok_01JD0000000000000000000000'

test('what the call log understands is kept, the rest is left out', () => {
  const search = { token: TOKEN, model: ' haiku ', status: 'failed', since: 'year', call: 'call_1', other: 1 }
  expect(readCallsSearch(search)).toEqual({ token: TOKEN, model: 'haiku', status: 'failed' })
})

test('a range of days has both its ends in order, or is none', () => {
  const [from, until] = ['2026-11-01', '2026-11-20']
  expect(readUsageSearch({ from, until })).toEqual({ from, until })
  expect(readUsageSearch({ from: until, until: from, days: 7 })).toEqual({ days: 7 })
  expect(readUsageSearch({ from })).toEqual({})
})
