import { describe, expect, test } from 'vitest'
import { parseJson } from '../testing/bytes.ts'
import { translateError } from './provider-error.ts'

function toAnthropic(status: number, body: unknown): unknown {
  const answer = translateError('anthropic-messages', status, JSON.stringify(body), 'req_1')
  expect(answer.status).toBe(status)
  return parseJson(answer.body)
}

function anthropicError(type: string, message: string): object {
  return { type: 'error', error: { type, message }, request_id: 'req_1' }
}

describe('an error of a provider, for a client of another protocol', () => {
  test.each([
    [400, { message: 'No.', type: 'invalid_request_error', param: 'x', code: null }, 'invalid_request_error'],
    [401, { message: 'No.', type: 'invalid_request_error', code: 'invalid_api_key' }, 'authentication_error'],
    [403, { message: 'No.' }, 'permission_error'],
    [404, { message: 'No.', code: 'model_not_found' }, 'not_found_error'],
    [429, { message: 'No.', type: 'tokens', code: 'rate_limit_exceeded' }, 'rate_limit_error'],
    [429, { message: 'No.', type: 'insufficient_quota', code: 'insufficient_quota' }, 'billing_error'],
    [500, { message: 'No.', type: 'server_error' }, 'api_error'],
    [503, { message: 'No.', type: 'server_error' }, 'overloaded_error'],
  ])('keeps status %i; %j is a %s', (status, error, type) => {
    expect(toAnthropic(status, { error })).toEqual(anthropicError(type, 'No.'))
  })

  test('of Anthropic is one of OpenAI', () => {
    const body = JSON.stringify({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } })
    expect(parseJson(translateError('openai-chat', 529, body, 'req_1').body)).toEqual({
      error: { message: 'Overloaded', type: 'server_error', param: null, code: 'overloaded' },
    })
  })

  test('about a prompt that is too long is worded so that agents know it', () => {
    const message =
      "This model's maximum context length is 128000 tokens. However, your messages resulted in 130500 tokens. Please reduce the length."
    const openai = { error: { message, type: 'invalid_request_error', code: 'context_length_exceeded' } }
    const worded = 'prompt is too long: 130500 tokens > 128000 maximum'
    expect(toAnthropic(400, openai)).toEqual(anthropicError('invalid_request_error', worded))
    const anthropic = JSON.stringify(anthropicError('invalid_request_error', worded))
    expect(parseJson(translateError('openai-responses', 400, anthropic, 'r').body)).toMatchObject({
      error: { code: 'context_length_exceeded', message: worded },
    })
  })

  test.each([
    ['a string', '"down"', 'down'],
    ['a string as its error', '{"error":"model not loaded"}', 'model not loaded'],
    ['a detail', '{"detail":"Not Found"}', 'Not Found'],
    ['a message', '{"object":"error","message":"no"}', 'no'],
    ['HTML', '<html><body>nginx at /srv/app</body></html>', 'The provider gave an error without a message.'],
    ['nothing', '', 'The provider gave an error without a message.'],
  ])('given as %s has a message, and shows nothing else of the provider', (_, body, message) => {
    const answer = translateError('anthropic-messages', 404, body, 'req_1')
    expect(parseJson(answer.body)).toEqual(anthropicError('not_found_error', message))
  })
})
