import { reasonOf } from '@switchboard/kernel/log'
import type { Mailbox } from '../../../mail/mailbox.ts'
import type { Performed } from '../../kind.ts'
import { compose, type Letter } from '../compose/compose.ts'
import { failed, retry, unknown } from './outcome.ts'

/**
 * By Cloudflare's `send_email` binding, which takes one recipient a call, gives each mail a Message-ID of its own
 * (developers.cloudflare.com/email-service/reference/headers) and recognises no repetition: once one call went well,
 * what goes wrong is told and never tried again.
 */
export async function sendByBinding(letter: Letter, mailbox: Mailbox): Promise<Performed> {
  const { send } = mailbox
  if (send === null) return failed('This house has no send_email binding.')
  const raw = compose(letter)
  const missed: string[] = []
  let sent = 0
  for (const to of [...letter.to, ...letter.cc]) {
    try {
      mailbox.leftAs(letter.messageId, await send(letter.from.address, to, raw))
      sent += 1
    } catch (thrown) {
      const reason = `The mail to ${to} was not taken: ${reasonOf(thrown)}`
      if (sent === 0 && missed.length === 0 && isOnlyOne(letter)) return outcomeOf(reason, codeOf(thrown))
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

/** As Email Sending names what it refuses: `E_RATE_LIMIT_EXCEEDED`; empty where it names nothing. */
function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
}

function outcomeOf(reason: string, code: string): Performed {
  const told = `${code} ${reason}`
  if (/rate.?limit|daily.?limit|too many|quota|throttl/i.test(told)) return retry(reason)
  return /internal|delivery_failed|timed? ?out|network|connection|lost/i.test(told)
    ? unknown(reason)
    : failed(reason)
}
