import { describe, expect, test } from 'vitest'
import { parseJson } from '../testing/bytes.ts'
import { answerRefusal, endWithRefusal, vendorErrorOf } from './answer.ts'
import { REFUSALS } from './refusals.ts'
import type { Refusal, RefusalCode } from './refusals.ts'

const CODES = Object.keys(REFUSALS).filter((code): code is RefusalCode => code in REFUSALS)
/** The types that @anthropic-ai/sdk 1.11 names (`ErrorType`), and the one that its documentation adds for 413. */
const ANTHROPIC_TYPES = [
  'invalid_request_error',
  'authentication_error',
  'billing_error',
  'permission_error',
  'not_found_error',
  'request_too_large',
  'rate_limit_error',
  'timeout_error',
  'api_error',
  'overloaded_error',
]

function refusal(code: RefusalCode, details?: Refusal['details']): Refusal {
  return { code, message: 'Because.', ...(details === undefined ? {} : { details }) }
}

describe('a refusal', () => {
  test.each(CODES)('%s is an error of Anthropic to an Anthropic client', (code) => {
    const { status, headers, body } = answerRefusal('anthropic-messages', refusal(code), 'req_1')
    const { type } = vendorErrorOf('anthropic-messages', refusal(code))
    expect(ANTHROPIC_TYPES).toContain(type)
    expect(parseJson(body)).toEqual({
      type: 'error',
      error: { type, message: 'Because.' },
      request_id: 'req_1',
    })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(headers).toMatchObject({ 'request-id': 'req_1', 'content-type': 'application/json' })
  })

  test.each(CODES)('%s is an error of OpenAI to an OpenAI client', (code) => {
    const { headers, body } = answerRefusal('openai-chat', refusal(code, { param: 'model' }), 'req_1')
    const { type, code: openaiCode } = vendorErrorOf('openai-chat', refusal(code))
    const error = { message: 'Because.', type, param: 'model', code: openaiCode }
    expect(parseJson(body)).toEqual({ error })
    expect(headers).toMatchObject({ 'x-request-id': 'req_1' })
  })

  test('tells how long to wait, in whole seconds', () => {
    const { status, headers } = answerRefusal(
      'openai-chat',
      refusal('call.rate_limited', { retryAfter: 2.2 }),
      'r',
    )
    expect(status).toBe(429)
    expect(headers).toMatchObject({ 'retry-after': '3' })
    expect(headers).not.toHaveProperty('x-should-retry')
  })

  test('of a spent budget stops the retries that a 429 would bring', () => {
    const { status, headers } = answerRefusal('anthropic-messages', refusal('call.budget_spent'), 'r')
    expect(status).toBe(429)
    expect(headers).toMatchObject({ 'x-should-retry': 'false' })
    expect(headers).not.toHaveProperty('retry-after')
  })

  test('for overload has the status that each vendor uses', () => {
    expect(answerRefusal('anthropic-messages', refusal('call.overloaded'), 'r').status).toBe(529)
    expect(answerRefusal('openai-responses', refusal('call.overloaded'), 'r').status).toBe(503)
  })
})

describe('a stream that can not be finished', () => {
  test('ends with the error event of Anthropic', () => {
    const { name, data } = endWithRefusal('anthropic-messages', refusal('call.overloaded'), 'req_1')
    expect(name).toBe('error')
    expect(parseJson(data)).toEqual({
      type: 'error',
      error: { type: 'overloaded_error', message: 'Because.' },
      request_id: 'req_1',
    })
  })

  test('ends with the data that makes the OpenAI clients throw', () => {
    const chat = endWithRefusal('openai-chat', refusal('call.upstream_failed'), 'req_1')
    expect(chat.name).toBeNull()
    expect(parseJson(chat.data)).toMatchObject({ error: { message: 'Because.', type: 'server_error' } })
    const responses = endWithRefusal('openai-responses', refusal('call.upstream_failed'), 'req_1', 7)
    expect(responses.name).toBe('error')
    expect(parseJson(responses.data)).toEqual({
      type: 'error',
      code: 'upstream_failed',
      message: 'Because.',
      param: null,
      sequence_number: 7,
    })
  })
})
