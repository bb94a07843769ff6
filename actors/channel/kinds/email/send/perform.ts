import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { Account, File, Performed, World } from '../../kind.ts'
import type { EmailSecrets, EmailState } from '../settings.ts'
import { sendByBinding } from './by-binding.ts'
import { sendByResend } from './by-resend.ts'
import { sendByWebhook } from './by-webhook.ts'
import { letterFor } from './letter-for.ts'
import { failed } from './outcome.ts'

/** Sends an answer on the way that the account has chosen. */
export async function perform(
  world: World,
  account: Account<EmailSecrets, EmailState>,
  outgoing: Outgoing,
  files: readonly File[],
): Promise<Performed> {
  const { mailbox } = world
  const { sending } = account.secrets
  if (mailbox === undefined || sending.by === 'nothing') return failed('This channel only listens.')
  const letter = await letterFor(outgoing, files, account, mailbox)
  if (!letter.ok) return failed(letter.error.message)
  switch (sending.by) {
    case 'binding':
      return await sendByBinding(letter.value, mailbox)
    case 'resend':
      return await sendByResend(world, sending, letter.value, outgoing.id)
    case 'webhook':
      return await sendByWebhook(world, sending, letter.value, outgoing.id)
    default:
      return sending satisfies never
  }
}
