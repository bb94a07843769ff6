import { expect, test } from 'vitest'
import { attemptAt } from '../testing/calling.ts'
import { retryAfterOf, writeAnew } from './headers.ts'

test.each([
  [{}, null],
  [{ 'retry-after': '7' }, 7],
  [{ 'retry-after': '0.2' }, 1],
  [{ 'retry-after-ms': '1500', 'retry-after': '9' }, 2],
  [{ 'retry-after': 'Thu, 01 Jan 1970 00:01:30 GMT' }, 80],
  [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:01 GMT' }, 0],
  [{ 'retry-after': 'soon' }, null],
  [{ 'retry-after': '-5' }, 0],
])('%j asks to be left alone for %j seconds', (headers, seconds) => {
  expect(retryAfterOf(new Headers(headers), 10_000)).toBe(seconds)
})

test('a translated request names Anthropic’s version, unless the provider’s own headers do', () => {
  expect(writeAnew(attemptAt('a')).get('anthropic-version')).toBe('2023-06-01')
  const own = attemptAt('a', 0, { headers: { 'anthropic-version': '2027-01-01' } })
  expect(writeAnew(own).get('anthropic-version')).toBe('2027-01-01')
  expect(writeAnew(attemptAt('a', 0, { protocol: 'openai-chat' })).has('anthropic-version')).toBe(false)
})
