import { reasonOf } from '@switchboard/kernel/log'
import type { IncomingMail } from '@switchboard/shared-types/contracts/channel'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { connectionOf, notFound, openCredentials } from '../account/find.ts'
import { write } from '../channel.ts'
import type { Channel } from '../channel.ts'
import type { AnyKind } from '../kinds/enclose.ts'
import type { Account, Parsed } from '../kinds/kind.ts'
import type { KeptMail, MailThreads } from '../mail/mailbox.ts'
import { check } from './prepare.ts'
import { takeIn } from './take-in.ts'

/**
 * Takes a mail: its source is stored before anything of it is read. Only in the transaction that keeps its events it
 * is clear to which thread it belongs.
 * @throws where it could not be kept: its sender is to send it again
 */
export async function takeMail(
  channel: Channel,
  mail: IncomingMail,
  trace: Trace,
): Promise<Result<null, 'channel.not_found' | 'mail.refused'>> {
  const connection = connectionOf(channel)
  if (connection === null) return notFound()
  const kind = connection.kind.mail
  if (kind === undefined) return err('mail.refused', 'This channel takes no mail.')
  const account = await openCredentials(channel)
  if (!account.ok) throw new Error(account.error.message)
  const kept = await channel.letters.keep(mail, channel.world.now())
  const read = await readMail(channel, kind, kept, account.value)
  await write(channel, (now) => {
    if (connectionOf(channel) === null) throw new Error('the channel was disconnected meanwhile')
    takeIn(channel, check(read(channel.letters.threads)), trace, now)
  })
  return ok(null)
}

async function readMail(
  { world }: Channel,
  kind: NonNullable<AnyKind['mail']>,
  mail: KeptMail,
  account: Account<string, string>,
): Promise<(threads: MailThreads) => Parsed> {
  try {
    return await kind.parse(mail, account, world.now())
  } catch (thrown) {
    const unreadable = { reason: reasonOf(thrown), body: new TextDecoder().decode(mail.raw) }
    return () => ({ events: [], unreadable: [unreadable] })
  }
}
