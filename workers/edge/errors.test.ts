import { Hono } from 'hono'
import { expect, it, vi } from 'vitest'
import { ERROR_STATUS, ErrorEnvelope } from '@switchboard/shared-types/errors'
import type { ErrorCode } from '@switchboard/shared-types/errors'
import { err, ok } from '@switchboard/shared-types/result'
import type { AppEnv } from './app-env.ts'
import { ApiFailure, answerFailure, toFailure, valueOf } from './errors.ts'

/** What a client sees of something thrown. */
async function answerTo(thrown: unknown): Promise<{ response: Response; error: ErrorEnvelope['error'] }> {
  const app = new Hono<AppEnv>()
    .use(async (c, next) => {
      c.set('trace', { requestId: 'req_test', via: ['edge'] })
      await next()
    })
    .get('/', () => {
      throw thrown
    })
  app.onError(answerFailure)
  const response = await app.request('/')
  return { response, error: ErrorEnvelope.parse(await response.json()).error }
}

function isCode(code: string): code is ErrorCode {
  return code in ERROR_STATUS
}

it.each(Object.keys(ERROR_STATUS).filter(isCode))(
  'answers %s with its own status and the request id',
  async (code) => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const { response, error } = await answerTo(new ApiFailure(code, 'A sentence.'))
    expect(response.status).toBe(ERROR_STATUS[code])
    expect(error).toEqual({ code, message: 'A sentence.', requestId: 'req_test' })
  },
)

it('tells nothing of what was thrown to the client, and all of it to the log', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
  const { response, error } = await answerTo(new Error('the secret is hunter2'))
  expect(response.status).toBe(500)
  expect(error.code).toBe('internal')
  expect(JSON.stringify(error)).not.toContain('hunter2')
  expect(String(logged.mock.lastCall?.[0])).toContain('hunter2')
  expect(String(logged.mock.lastCall?.[0])).toContain('req_test')
})

it.each(['overloaded', 'retryable', 'durableObjectReset'])(
  'says that an actor is unavailable when the runtime marks an error as %s',
  async (mark) => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const { response, error } = await answerTo(
      Object.assign(new Error('Network connection lost.'), { [mark]: true }),
    )
    expect([response.status, error.code]).toEqual([503, 'actor.unavailable'])
    expect(response.headers.get('retry-after')).toBe('1')
  },
)

it('turns details.retryAfter into the header, in whole seconds', async () => {
  const { response } = await answerTo(new ApiFailure('auth.rate_limited', 'Wait.', { retryAfter: 12.2 }))
  expect(response.headers.get('retry-after')).toBe('13')
})

it('sends no Retry-After that is not a number', async () => {
  const { response } = await answerTo(new ApiFailure('auth.rate_limited', 'Wait.', { retryAfter: 'soon' }))
  expect(response.headers.get('retry-after')).toBeNull()
})

it('hands on the value of what went well and throws what did not', () => {
  expect(valueOf(ok(7))).toBe(7)
  expect(() => valueOf(err('entry.not_found', 'Gone.'))).toThrow(ApiFailure)
})

it('treats a code that is not of the public API as a fault of the house', () => {
  expect.assertions(1)
  try {
    valueOf(err('outbox.secret', 'Inner.'))
  } catch (thrown) {
    if (thrown instanceof Error) expect(toFailure(thrown).code).toBe('internal')
  }
})
