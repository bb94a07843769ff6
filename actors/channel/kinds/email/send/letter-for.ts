import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Mailbox } from '../../../mail/mailbox.ts'
import type { Account, File } from '../../kind.ts'
import type { Letter } from '../compose/compose.ts'
import { isPlainAddress } from '../compose/header.ts'
import { replyAddress } from '../reply-token.ts'
import type { EmailSecrets, EmailState } from '../settings.ts'

const MAX_REFERENCES = 20

/**
 * The letter that an answer becomes, remembered before it leaves so that what comes back to it is recognised.
 *
 * @returns the failure in one sentence, where it may not or cannot leave
 */
export async function letterFor(
  outgoing: Outgoing,
  files: readonly File[],
  { id: channel, secrets, state }: Account<EmailSecrets, EmailState>,
  mailbox: Mailbox,
): Promise<Result<Letter, 'mail.refused'>> {
  const { act, approval } = outgoing
  if (act.type !== 'send') return err('mail.refused', 'By e-mail one can only answer into a thread.')
  const messageId = messageIdOf(outgoing, state.address)
  const known = mailbox.answerTo({ thread: act.thread.key, replyTo: act.replyTo, messageId })
  const auto = approval.by !== 'person'
  if (auto && known !== null && known.nature !== 'ordinary') {
    return err('mail.refused', 'A machine wrote this mail, so only a person answers it.')
  }
  const to = known?.to.filter(isPlainAddress) ?? []
  if (known === null || to.length === 0) return err('mail.refused', 'There is no address to answer to.')
  const at = Date.parse(approval.at)
  const token = { key: secrets.replyKey, channel, at }
  const { address, subAddresses } = state
  const letter: Letter = {
    messageId,
    from: { name: '', address },
    to,
    // Who was only copied is not answered by a machine.
    cc: auto ? [] : known.cc.filter(isPlainAddress),
    replyTo: subAddresses ? await replyAddress(address, act.thread.key, token) : null,
    subject: /^\s*re\s*:/i.test(known.subject) ? known.subject : `Re: ${known.subject}`,
    at: approval.at,
    inReplyTo: known.messageId,
    references: fewest(known.references),
    auto,
    text: act.text,
    files,
  }
  return remember(letter, act.thread.key, mailbox)
}

function remember(letter: Letter, thread: string, mailbox: Mailbox): Result<Letter, 'mail.refused'> {
  const { messageId, to, cc, subject, references, inReplyTo, auto } = letter
  const answer = { to, cc, subject, references: [...references, messageId] }
  return mailbox.leaves({ messageId, thread, answers: inReplyTo, auto, answer })
    ? ok(letter)
    : err('mail.refused', 'This mail was answered before, and not by a person.')
}

/** Ours, and the same over every repetition. */
export function messageIdOf({ id }: Pick<Outgoing, 'id'>, address: string): string {
  return `<${id.toLowerCase()}@${address.slice(address.lastIndexOf('@') + 1)}>`
}

/** The first begins the thread, the last ones are the nearest. */
function fewest(references: readonly string[]): readonly string[] {
  if (references.length <= MAX_REFERENCES) return references
  return [...references.slice(0, 1), ...references.slice(1 - MAX_REFERENCES)]
}
