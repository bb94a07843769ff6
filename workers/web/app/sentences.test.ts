import { ERROR_STATUS } from '@switchboard/shared-types/errors'
import { expect, test } from 'vitest'
import { ApiFailure, failureOf } from './failure.ts'
import { sentenceFor } from './sentences.ts'

test.each(Object.keys(ERROR_STATUS))('%s is told as a sentence', (code) => {
  expect(sentenceFor(new ApiFailure(code, 'The server says so.', 400, null))).toMatch(/^[A-Z“].+[.…]$/)
})

test('a code that this page does not know yet is told in the server’s own words', () => {
  expect(sentenceFor(new ApiFailure('feed.sang_too_loud', 'The feed sang too loud.', 422, null))).toBe(
    'The feed sang too loud.',
  )
})

test('an answer that is no envelope is told as a fault of the house', async () => {
  const failure = await failureOf(new Response('<h1>Bad gateway</h1>', { status: 502 }))
  expect([failure.code, failure.status]).toEqual(['internal', 502])
  expect(sentenceFor(failure)).toMatch(/went wrong on our side/)
})

test('an envelope gives its code and the request’s id', async () => {
  const error = { code: 'feed.gone', message: 'Gone.', requestId: 'req_1', details: { status: 410 } }
  const failure = await failureOf(Response.json({ error }, { status: 422 }))
  expect(failure).toMatchObject({
    code: 'feed.gone',
    status: 422,
    requestId: 'req_1',
    details: { status: 410 },
  })
})
