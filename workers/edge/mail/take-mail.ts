import { HOOK_MAX_BYTES } from '@switchboard/shared-types/api/channels/hook-limits'
import { getStub } from '@switchboard/shared-types/door'
import { startTrace } from '@switchboard/shared-types/trace'
import { configOf } from '../config.ts'
import { channelFor } from './channel-for.ts'

const NOBODY = 'There is no such mailbox here.'

/**
 * A mail of Cloudflare's Email Routing, for the channel that its envelope names. What is refused is refused for good;
 * a throw is a temporary failure, so that the sender's server tries again.
 */
export async function takeMail(
  message: ForwardableEmailMessage,
  env: Pick<EdgeEnv, 'CHANNEL' | 'CLAIMS_SECRET' | 'MAIL_ADDRESSES'>,
): Promise<void> {
  const channel = channelFor(message.to, configOf(env).mailAddresses)
  if (channel === null) return message.setReject(NOBODY)
  if (message.rawSize > HOOK_MAX_BYTES.email) return message.setReject('The mail is larger than 25 MiB.')
  const raw = new Uint8Array(await new Response(message.raw).arrayBuffer())
  const mail = { from: message.from, to: message.to, raw }
  const taken = await getStub(env.CHANNEL, channel).takeMail(channel, startTrace('edge.mail'), mail)
  if (!taken.ok) message.setReject(NOBODY)
}
