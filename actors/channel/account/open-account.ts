import type { Sealer } from '@switchboard/kernel/seal/seal'
import type { ChannelId } from '@switchboard/shared-types/ids'
import type { Account } from '../kinds/kind.ts'
import type { AccountTable } from './account-table.ts'

interface Parts {
  readonly id: ChannelId
  readonly sealer: Sealer
  readonly account: AccountTable
}

/** What a channel's secrets are sealed for: they open nowhere else. */
function context(id: ChannelId) {
  return { ownerId: id, field: 'secrets' }
}

export async function sealSecrets({ id, sealer }: Parts, secrets: string): Promise<string> {
  return await sealer.seal(secrets, context(id))
}

/**
 * Opens the account for one call. Secrets that an older key sealed are sealed anew.
 * @returns null where there is none, or no key of the ring opens it any more
 */
export async function openAccount(parts: Parts): Promise<Account<string, string> | null> {
  const { id, sealer, account } = parts
  const row = account.get()
  if (row === null) return null
  const opened = await sealer.open(row.secrets, context(id))
  if (!opened.ok) return null
  if (sealer.needsRotation(row.secrets)) {
    const secrets = await sealSecrets(parts, opened.value)
    if (account.get()?.secrets === row.secrets) account.update({ secrets })
  }
  return { id, secrets: opened.value, state: row.state }
}
