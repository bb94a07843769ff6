import { err, type Failure } from '@switchboard/shared-types/result'
import type { CredentialsError, Performed } from '../kind.ts'
import type { XReply } from './api.ts'

type NotOk = Exclude<XReply, { kind: 'ok' }>

/**
 * What became of an act that X did not confirm.
 * @param pace whose allowance is used up where X says so
 * @param repeatable a second time changes nothing
 */
export function performedOf(reply: NotOk, pace: string, repeatable: boolean): Performed {
  switch (reply.kind) {
    case 'limited': {
      const { afterMs } = reply
      const reason = 'The allowance at X is used up until its window ends.'
      return { outcome: 'retry', reason, afterMs, rest: { key: pace, ms: afterMs } }
    }
    case 'lost':
      return { outcome: repeatable ? 'retry' : 'unknown', reason: reply.reason }
    case 'refused':
      if (reply.status === 401) return { outcome: 'unauthorised', reason: 'X no longer accepts the token.' }
      return { outcome: 'failed', reason: `X refuses it: ${reply.detail}.` }
  }
}

/** The same for calls that are about the account. */
export function credentialsError(reply: NotOk): {
  readonly ok: false
  readonly error: Failure<CredentialsError>
} {
  if (reply.kind === 'lost') return err('channel.unreachable', reply.reason)
  if (reply.kind === 'limited') return err('channel.unreachable', 'X asks for patience.')
  if (reply.status === 401)
    return err('channel.bad_credentials', `X does not accept the credentials (${reply.detail}).`)
  return err('channel.bad_settings', `X does not let this app do that (${reply.detail}).`)
}
