import { err, type Failure } from '@switchboard/shared-types/result'
import type { CredentialsError, Performed } from '../kind.ts'
import type { MastodonReply } from './api.ts'

/** What became of an act that the instance did not confirm. @param repeatable a second time changes nothing */
export function performedOf(reply: Exclude<MastodonReply, { kind: 'ok' }>, repeatable: boolean): Performed {
  switch (reply.kind) {
    case 'limited':
      return { outcome: 'retry', reason: 'The instance asks for patience.', afterMs: reply.afterMs }
    case 'lost':
      return { outcome: repeatable ? 'retry' : 'unknown', reason: reply.reason }
    case 'refused':
      if (reply.status === 401)
        return { outcome: 'unauthorised', reason: 'The instance no longer accepts the token.' }
      return { outcome: 'failed', reason: `The instance refused it: ${reply.error.slice(0, 300)}.` }
  }
}

/** The same for calls that are about the credentials. */
export function credentialsError(reply: Exclude<MastodonReply, { kind: 'ok' }>): {
  readonly ok: false
  readonly error: Failure<CredentialsError>
} {
  if (reply.kind === 'lost') return err('channel.unreachable', reply.reason)
  if (reply.kind === 'limited') return err('channel.unreachable', 'The instance asks for patience.')
  if (reply.status === 401 || reply.status === 403)
    return err(
      'channel.bad_credentials',
      `The instance does not accept the token (${reply.error.slice(0, 100)}).`,
    )
  return err('channel.bad_settings', `There is no Mastodon at this address (${reply.error.slice(0, 100)}).`)
}
