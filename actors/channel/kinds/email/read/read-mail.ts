import PostalMime from 'postal-mime'
import type { Attachment, Email } from 'postal-mime'
import { clip } from '@switchboard/kernel/text/clip'
import type { AttachmentRef, Nature } from '@switchboard/shared-types/channel-event'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { KeptMail } from '../../../mail/mailbox.ts'
import { bodyOf, type MailBody } from './body.ts'
import { readBounce, type Bounce } from './bounce.ts'
import { ownMessageId, relatedIds } from './message-ids.ts'
import { natureOf } from './nature.ts'
import { newsletterOf, type Newsletter } from './newsletter.ts'
import { peopleIn, type Person } from './people.ts'

/** What stands in a mail, in the words of this house. */
export interface ReadMail {
  readonly messageId: string
  readonly related: readonly string[]
  readonly from: Person | null
  readonly answersTo: readonly Person[]
  readonly to: readonly Person[]
  readonly cc: readonly Person[]
  readonly subject: string
  readonly at: string
  readonly nature: Nature
  readonly body: MailBody
  readonly attachments: readonly AttachmentRef[]
  readonly bounce: Bounce | null
  readonly newsletter: Newsletter | null
}

const MAX_ATTACHMENTS = 50

/** Reads a mail. A failure says why it cannot be read: postal-mime bounds nesting (256) and headers (2 MiB). */
export async function readMail(mail: KeptMail): Promise<Result<ReadMail, 'mail.unreadable'>> {
  const parsed = await parse(mail.raw)
  return parsed.ok ? ok(toReadMail(parsed.value, mail)) : parsed
}

/** The bytes of one attachment of a raw mail; null where it has no such part. */
export async function readAttachment(
  raw: Uint8Array,
  index: number,
): Promise<{ readonly type: string; readonly bytes: Uint8Array } | null> {
  const parsed = await parse(raw)
  const found = parsed.ok ? parsed.value.attachments[index] : undefined
  return found === undefined ? null : { type: found.mimeType, bytes: bytesOf(found) }
}

async function parse(raw: Uint8Array): Promise<Result<Email, 'mail.unreadable'>> {
  try {
    return ok(await PostalMime.parse(raw))
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : 'unknown'
    return err('mail.unreadable', `The mail cannot be read: ${clip(reason, 200)}`)
  }
}

function toReadMail(email: Email, mail: KeptMail): ReadMail {
  const messageId = ownMessageId(email.messageId) ?? `<${mail.id}@no-message-id.invalid>`
  const [from = null] = peopleIn(email.from ?? email.sender)
  const replyTo = peopleIn(email.replyTo)
  const nature = natureOf(email, mail.from)
  const bounce = nature === 'bounce' ? readBounce(email) : null
  return {
    messageId,
    related: relatedIds(email.inReplyTo, email.references, messageId),
    from,
    answersTo: replyTo.length > 0 ? replyTo : from === null ? [] : [from],
    to: peopleIn(email.to),
    cc: peopleIn(email.cc),
    subject: clip((email.subject ?? '').replace(/\s+/g, ' ').trim(), 900),
    at: sentAt(email.date, mail.at),
    // A report that a mail is late, or has arrived, is no bounce.
    nature: bounce === null || bounce.state === 'failed' ? nature : 'auto',
    body: bodyOf(email),
    attachments: email.attachments
      .slice(0, MAX_ATTACHMENTS)
      .map((part, index) => toRef(mail.id, part, index)),
    bounce,
    newsletter: nature === 'bounce' ? null : newsletterOf(email),
  }
}

/** The sender's clock where it can be right; a mail from the future, or with no time, has come when it came. */
function sentAt(date: string | undefined, arrived: string): string {
  const at = Date.parse(date ?? '')
  if (Number.isNaN(at) || at < 0 || at > Date.parse(arrived)) return arrived
  return new Date(at).toISOString()
}

function toRef(mail: string, part: Attachment, index: number): AttachmentRef {
  const size = bytesOf(part).byteLength
  return {
    ref: `${mail}/${index}`,
    name: clip((part.filename ?? nameOf(part)).replace(/\s+/g, ' '), 300),
    type: clip(part.mimeType, 200),
    size,
  }
}

function nameOf({ mimeType }: Attachment): string {
  return mimeType === 'message/rfc822' ? 'message.eml' : 'attachment'
}

function bytesOf({ content }: Attachment): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)
}
