import { ERROR_STATUS } from '@switchboard/shared-types/errors'
import type { ErrorCode } from '@switchboard/shared-types/errors'
import { log, reasonOf } from '@switchboard/shared-types/log'
import { err } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'

export type Answer<T> = Result<T, ErrorCode>

const PATIENCE_MS = 10_000

/**
 * Asks an actor, and answers in its place when it cannot: `actor.unavailable` for what it throws and for silence. What
 * was asked may still happen after a silence.
 * @param actor for the message and the log
 */
export async function ask<T>(
  trace: Trace,
  actor: string,
  call: () => Promise<Result<T>>,
  patienceMs: number = PATIENCE_MS,
): Promise<Answer<T>> {
  const silence = Promise.withResolvers<never>()
  const timer = setTimeout(() => silence.reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs)
  try {
    return withKnownCode(trace, actor, await Promise.race([call(), silence.promise]))
  } catch (thrown) {
    log('error', 'actor unavailable', trace, { actor, reason: reasonOf(thrown) })
    return err('actor.unavailable', `${actor} does not answer at the moment.`, { actor })
  } finally {
    clearTimeout(timer)
  }
}

function withKnownCode<T>(trace: Trace, actor: string, answer: Result<T>): Answer<T> {
  if (answer.ok) return answer
  const { code, message, details } = answer.error
  if (isErrorCode(code)) return err(code, message, details)
  log('error', 'actor answered with an unknown code', trace, { actor, code })
  return err('internal', 'Something went wrong.')
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_STATUS, code)
}
