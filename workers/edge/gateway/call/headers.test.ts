import { expect, test } from 'vitest'
import { attemptAt } from '../testing/calling.ts'
import { fieldsOf, passOn, retryAfterOf, writeAnew } from './headers.ts'

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
  expect(retryAfterOf(headers, 10_000)).toBe(seconds)
})

test('a translated request names Anthropic’s version, unless the provider’s own headers do', () => {
  expect(writeAnew(attemptAt('a'))['anthropic-version']).toBe('2023-06-01')
  const own = attemptAt('a', 0, { headers: { 'anthropic-version': '2027-01-01' } })
  expect(writeAnew(own)['anthropic-version']).toBe('2027-01-01')
  expect(writeAnew(attemptAt('a', 0, { protocol: 'openai-chat' }))).not.toHaveProperty('anthropic-version')
})

test('what the provider’s own headers say stands in the place of what the client sent, however it is written', () => {
  const sent = new Headers({ Authorization: 'Bearer sb_ours', 'X-Custom': 'a' })
  sent.append('x-custom', 'b')
  const attempt = attemptAt('a', 0, { headers: { Authorization: 'Bearer sk-theirs', 'X-Custom': 'c' } })
  expect(passOn(fieldsOf(sent), attempt)).toEqual({
    authorization: 'Bearer sk-theirs',
    'accept-encoding': 'identity',
    'x-custom': 'c',
  })
  expect(passOn(fieldsOf(sent), attemptAt('a'))).toMatchObject({ 'x-custom': 'a, b' })
})
