import { REFRESH } from '../job-names.ts'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Channel } from '../channel.ts'
import type { AnyKind } from '../kinds/enclose.ts'
import type { Credentials } from '../kinds/kind.ts'
import { schedulePoll } from '../polling/rhythm.ts'
import type { account } from './tables.ts'
import { announce } from './announce.ts'
import { sealSecrets } from './open-account.ts'

type Change = Pick<
  typeof account.$inferSelect,
  'secrets' | 'state' | 'account' | 'intake' | 'standing' | 'oauthState' | 'reason' | 'failures'
>

/** What credentials change in the account, sealed and ready for a transaction. */
export interface Sealed {
  readonly change: Change
  /** In ms since the epoch. */
  readonly refreshAt: number | null
}

export async function sealCredentials(
  channel: Channel,
  kind: AnyKind,
  { secrets, state, account, authoriseUrl }: Credentials<string, string>,
): Promise<Sealed> {
  const open = { id: channel.id, secrets, state }
  const change: Change = {
    secrets: await sealSecrets(channel, secrets),
    state,
    account,
    intake: kind.intake(open),
    standing: authoriseUrl === null ? 'connected' : 'authorising',
    oauthState: authoriseUrl === null ? null : new URL(authoriseUrl).searchParams.get('state'),
    reason: null,
    failures: 0,
  }
  return { change, refreshAt: authoriseUrl === null ? (kind.refreshAt?.(open) ?? null) : null }
}

/** Begins what credentials let begin. Part of the transaction that keeps them. */
export function startWork(channel: Channel, { refreshAt }: Sealed, trace: Trace, now: number): void {
  const { jobs } = channel
  if (refreshAt === null) jobs.cancel(REFRESH)
  else jobs.schedule(REFRESH, Math.max(refreshAt, now))
  schedulePoll(channel, now)
  channel.outgoing.forget()
  jobs.touch()
  announce(channel, trace)
}
