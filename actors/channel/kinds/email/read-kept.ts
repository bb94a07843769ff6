import type { KeptMail, MailThreads } from '../../mail/mailbox.ts'
import type { Account, Parsed } from '../kind.ts'
import { placeMail } from './events.ts'
import { readMail } from './read/read-mail.ts'
import { threadOfReply } from './reply-token.ts'
import type { EmailSecrets, EmailState } from './settings.ts'

/** Reads a mail that is kept. One that cannot be read is told as such, with the beginning of its source. */
export async function readKept(
  mail: KeptMail,
  { id, secrets, state }: Account<EmailSecrets, EmailState>,
  now: number,
): Promise<(threads: MailThreads) => Parsed> {
  const read = await readMail(mail)
  if (!read.ok) {
    const body = new TextDecoder().decode(mail.raw.subarray(0, 64 * 1024))
    return () => ({ events: [], unreadable: [{ reason: read.error.message, body }] })
  }
  const token = await threadOfReply(mail.to, { key: secrets.replyKey, channel: id, now })
  const eventId = read.value.messageId
  return (threads) => placeMail(read.value, { channel: id, threads, own: state.address, token, eventId })
}
