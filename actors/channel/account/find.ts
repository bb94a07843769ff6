import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { InboxId } from '@switchboard/shared-types/ids'
import type { Channel } from '../channel.ts'
import type { AnyKind } from '../kinds/enclose.ts'
import type { Account } from '../kinds/kind.ts'
import { KINDS } from '../kinds/kinds.ts'
import type { AccountRow } from './account-table.ts'
import { openAccount } from './open-account.ts'

/** A connected account and how its platform is spoken to. */
export interface Connection {
  readonly row: AccountRow
  readonly kind: AnyKind
}

/** null: nothing is connected here, or it is being forgotten. */
export function connectionOf({ account }: Channel): Connection | null {
  const row = account.get()
  const kind = row === null ? undefined : KINDS[row.kind]
  return row === null || kind === undefined || row.standing === 'disconnecting' ? null : { row, kind }
}

/** The same for a person: another one's channel is not found. */
export function ownConnection(channel: Channel, owner: InboxId): Result<Connection, 'channel.not_found'> {
  const connection = connectionOf(channel)
  return connection?.row.owner === owner ? ok(connection) : notFound()
}

export function notFound() {
  return err('channel.not_found', 'There is no such channel.')
}

/** Opens the credentials for one call. */
export async function openCredentials(
  channel: Channel,
): Promise<Result<Account<string, string>, 'channel.bad_credentials'>> {
  const account = await openAccount(channel)
  if (account !== null) return ok(account)
  return err(
    'channel.bad_credentials',
    'The credentials were sealed with a key that this installation no longer has: bring them again.',
  )
}
