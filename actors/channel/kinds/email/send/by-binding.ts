import { reasonOf } from '@switchboard/kernel/log'
import type { Mailbox } from '../../../mail/mailbox.ts'
import type { Performed } from '../../kind.ts'
import { compose, type Letter } from '../compose/compose.ts'
import { failed, retry, unknown } from './outcome.ts'

/**
 * By Cloudflare's `send_email` binding, which takes one recipient a call and recognises no repetition: once one call
 * went well, what goes wrong is told and never tried again.
 */
export async function sendByBinding(letter: Letter, { send }: Mailbox): Promise<Performed> {
  if (send === null) return failed('This house has no send_email binding.')
  const raw = compose(letter)
  const missed: string[] = []
  let sent = 0
  for (const to of [...letter.to, ...letter.cc]) {
    try {
      await send(letter.from.address, to, raw)
      sent += 1
    } catch (thrown) {
      const reason = `The mail to ${to} was not taken: ${reasonOf(thrown)}`
      if (sent === 0 && missed.length === 0 && isOnlyOne(letter)) return outcomeOf(reason)
      missed.push(reason)
    }
  }
  if (sent === 0) return failed(missed.join(' '))
  return {
    outcome: 'sent',
    reason: missed.length === 0 ? null : missed.join(' ').slice(0, 500),
    key: letter.messageId,
  }
}

function isOnlyOne({ to, cc }: Letter): boolean {
  return to.length + cc.length === 1
}

function outcomeOf(reason: string): Performed {
  if (/rate.?limit|too many|quota|throttl/i.test(reason)) return retry(reason)
  return /internal|timed? ?out|network|connection|lost/i.test(reason) ? unknown(reason) : failed(reason)
}
