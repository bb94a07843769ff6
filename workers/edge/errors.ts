import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { ERROR_STATUS } from '@switchboard/shared-types/errors'
import type { ErrorCode, ErrorEnvelope } from '@switchboard/shared-types/errors'
import type { Failure, Result } from '@switchboard/shared-types/result'
import type { AppEnv } from './app-env.ts'
import { log } from '@switchboard/shared-types/log'

/** An expected failure on its way to the one place that answers with it. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure'
  readonly code: ErrorCode
  readonly details: unknown

  constructor(code: ErrorCode, message: string, details?: unknown) {
    super(message)
    this.code = code
    this.details = details
  }
}

/**
 * @returns what an actor answered
 * @throws ApiFailure when it answered with a failure; {@link answerFailure} turns that into a response
 */
export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw failureOf(result.error)
}

/** @throws Error for a code that is not of the public API: an actor told what only actors should hear */
export function failureOf({ code, message, details }: Failure): ApiFailure {
  if (!isErrorCode(code)) throw new Error(`an actor answered with the unknown code ${code}: ${message}`)
  return new ApiFailure(code, message, details)
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_STATUS, code)
}

/** The one mapper: whatever went wrong leaves the house as an envelope, with nothing inner in it. */
export function answerFailure(thrown: Error, c: Context<AppEnv>): Response {
  const { code, message, details } = toFailure(thrown)
  const { requestId } = c.var.trace
  const status: ContentfulStatusCode = ERROR_STATUS[code]
  if (status >= 500) log('error', thrown.message, c.var.trace, { code, stack: thrown.stack ?? '' })
  const retryAfter = retryAfterOf(details)
  if (retryAfter !== null) c.header('Retry-After', retryAfter)
  const error = { code, message, requestId, ...(details === undefined ? {} : { details }) }
  return c.json({ error } satisfies ErrorEnvelope, status)
}

/** @returns the failure that a client may see of something thrown. */
export function toFailure(thrown: Error): ApiFailure {
  if (thrown instanceof ApiFailure) return thrown
  // Thrown by Hono's own JSON validator, and by nothing else here.
  if (thrown instanceof HTTPException && thrown.status === 400) {
    return new ApiFailure('request.not_json', 'The body is not valid JSON.')
  }
  if (isUnavailable(thrown)) {
    return new ApiFailure('actor.unavailable', 'This is not available right now. Try again in a moment.', {
      retryAfter: 1,
    })
  }
  return new ApiFailure('internal', 'Something went wrong here. It has been noted.')
}

/**
 * The runtime marks what the infrastructure threw, not the actor's code:
 * https://developers.cloudflare.com/durable-objects/best-practices/error-handling/
 */
function isUnavailable(thrown: Error): boolean {
  return ['overloaded', 'retryable', 'durableObjectReset'].some((mark) => Reflect.get(thrown, mark) === true)
}

function retryAfterOf(details: unknown): string | null {
  if (typeof details !== 'object' || details === null || !('retryAfter' in details)) return null
  const seconds = Number(details.retryAfter)
  return Number.isFinite(seconds) && seconds >= 0 ? String(Math.ceil(seconds)) : null
}
