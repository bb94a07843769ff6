import type { ConnectChannel } from '@switchboard/shared-types/api/channels/connect-channel'
import type { ChannelErrorCode, Connected } from '@switchboard/shared-types/contracts/channel'
import type { InboxId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { write } from '../channel.ts'
import type { Channel } from '../channel.ts'
import { KINDS } from '../kinds/kinds.ts'
import type { AccountRow } from './account-table.ts'
import { notFound } from './find.ts'
import { sealCredentials, startWork } from './keep-credentials.ts'
import type { Sealed } from './keep-credentials.ts'
import { openAccount } from './open-account.ts'
import { placeOf } from './place.ts'
import { toChannel } from './to-channel.ts'

/** Tests credentials at the platform and keeps them; of an account that is connected, in place of the older ones. */
export async function connect(
  channel: Channel,
  owner: InboxId,
  input: ConnectChannel,
  trace: Trace,
): Promise<Result<Connected, ChannelErrorCode>> {
  const kind = KINDS[input.kind]
  const refusal = refuse(channel, owner, input)
  if (refusal !== null) return refusal
  const place = placeOf(channel.config, input.kind, channel.id)
  const before = (await openAccount(channel)) ?? undefined
  const credentials = await kind.connect(channel.world, channel.id, input, place, before)
  if (!credentials.ok) return credentials
  const sealed = await sealCredentials(channel, kind, credentials.value)
  return await write(channel, (now) => {
    const late = refuse(channel, owner, input)
    if (late !== null) return late
    keep(channel, owner, input, sealed, now)
    startWork(channel, sealed, trace, now)
    const row = channel.account.get()
    if (row === null) throw new Error('the account was not kept')
    return ok({ channel: toChannel(channel, row, kind), authoriseUrl: credentials.value.authoriseUrl })
  })
}

function refuse({ account }: Channel, owner: InboxId, input: ConnectChannel) {
  const row = account.get()
  if (row === null) return null
  if (row.owner !== owner || row.standing === 'disconnecting') return notFound()
  if (row.kind === input.kind) return null
  return err('channel.bad_settings', `This channel is of the kind ${row.kind}, and stays so.`)
}

function keep(
  { account, id }: Channel,
  owner: InboxId,
  input: ConnectChannel,
  { change }: Sealed,
  now: number,
): AccountRow {
  const before = account.get()
  if (before !== null) {
    const name = input.name ?? before.name
    return account.update({ ...change, name, revision: before.revision + 1 })
  }
  const name = input.name ?? change.account ?? input.kind
  const createdAt = new Date(now).toISOString()
  return account.insert({ ...change, id, owner, kind: input.kind, name, createdAt })
}
