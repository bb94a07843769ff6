import type { ConnectEmail } from '@switchboard/shared-types/api/channels/connect-channel'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Account, Credentials, CredentialsError, Place, World } from '../kind.ts'
import { newSecret } from '../wire/standard-webhooks.ts'
import { isPlainAddress } from './compose/header.ts'
import { resendKnows } from './send/by-resend.ts'
import type { EmailSecrets, EmailState } from './settings.ts'

export async function connect(
  world: World,
  _id: ChannelId,
  { address, sending, subAddresses }: ConnectEmail,
  _place: Place,
  before?: Account<EmailSecrets, EmailState>,
): Promise<Result<Credentials<EmailSecrets, EmailState>, CredentialsError>> {
  if (!isPlainAddress(address)) {
    return err('channel.bad_settings', 'The address may hold only plain ASCII characters.')
  }
  const tested = await testSending(world, sending)
  if (!tested.ok) return tested
  const own = address.toLowerCase()
  const { hookSecret = newSecret(), replyKey = newSecret() } = before?.secrets ?? {}
  return ok({
    secrets: { sending, hookSecret, replyKey },
    state: { address: own, sending: sending.by, subAddresses },
    account: own,
    authoriseUrl: null,
  })
}

/** Only Resend can be asked without sending; the others show with the first answer. */
export async function testSending(
  world: World,
  sending: EmailSecrets['sending'],
): Promise<Result<null, CredentialsError>> {
  if (sending.by === 'binding' && (world.mailbox?.send ?? null) === null) {
    return err('channel.bad_settings', 'This house has no send_email binding.')
  }
  if (sending.by !== 'resend') return ok(null)
  const known = await resendKnows(world, sending)
  if (known === null) return err('channel.unreachable', 'Resend does not answer at the moment.')
  return known ? ok(null) : err('channel.bad_credentials', 'Resend does not know this API key.')
}
