import { clip } from '@switchboard/kernel/text/clip'
import type { Author, ChannelEvent, ThreadRef } from '@switchboard/shared-types/channel-event'
import type { NewNotification } from '@switchboard/shared-types/contracts/inbox'
import type { ChannelId } from '@switchboard/shared-types/ids'
import type { MailThreads } from '../../mail/mailbox.ts'
import type { Parsed } from '../kind.ts'
import { addressesOf } from './read/people.ts'
import type { ReadMail } from './read/read-mail.ts'

interface Place {
  readonly channel: ChannelId
  readonly threads: MailThreads
  /** The channel's own address, lower-case. */
  readonly own: string
  /** The thread that the signed reply address names. */
  readonly token: string | null
  /** What the channel recognises a repetition of this mail by. */
  readonly eventId: string
}

/** Puts a mail into its thread and tells what has happened. Part of the transaction that keeps the events. */
export function placeMail(mail: ReadMail, { channel, threads, own, token, eventId }: Place): Parsed {
  // A list, or a copy to oneself, brings back what left here: it stands in its thread already.
  if (threads.threadOfOurs(mail.messageId) !== null) return { events: [], unreadable: [] }
  const original = mail.bounce?.original ?? null
  const about = original === null ? null : threads.ownIdOf(original)
  const mine = about === null ? null : threads.threadOfOurs(about)
  const { thread, joined } = threads.place({
    messageId: mail.messageId,
    related: mine === null || about === null ? mail.related : [about, ...mail.related],
    token,
    nature: mail.nature,
    answer: answerTo(mail, own),
  })
  const ref = threadRef(mail, thread, own)
  const message: ChannelEvent = {
    type: 'message',
    eventId,
    thread: ref,
    at: mail.at,
    key: mail.messageId,
    author: authorOf(mail, own),
    text: mail.body.text,
    html: mail.body.html,
    attachments: [...mail.attachments],
    replyTo: mail.related[0] === undefined ? null : threads.ownIdOf(mail.related[0]),
    groupKey: null,
    nature: mail.nature,
    about: mine === null || mail.nature !== 'bounce' ? null : about,
  }
  const moves = joined.map((key) => moveOf(ref, key, mail.at, eventId))
  const receipt =
    mine === null || about === null ? null : receiptOf(mail, { ...ref, key: mine }, about, eventId)
  const notice = noticeOf(mail, channel, threads)
  return {
    // The receipt knows why, so it goes before the message that only tells that something came back.
    events: [...moves, ...(receipt === null ? [] : [receipt]), message],
    unreadable: [],
    notices: notice === null ? [] : [notice],
  }
}

/** The older thread goes on under the name of the other one too, whose conversation comes to it. */
function moveOf(thread: ThreadRef, key: string, at: string, eventId: string): ChannelEvent {
  return { type: 'thread-moved', eventId: `${eventId}/joined/${key}`, thread, at, to: { ...thread, key } }
}

function answerTo(
  mail: ReadMail,
  own: string,
): { to: string[]; cc: string[]; subject: string; references: string[] } {
  const self = new Set([own])
  const to = addressesOf(mail.from?.address === own ? mail.to : mail.answersTo, self)
  const cc = addressesOf([...mail.to, ...mail.cc], new Set([own, ...to]))
  const references = [...mail.related.toReversed(), mail.messageId]
  return { to, cc, subject: mail.subject, references }
}

function threadRef(mail: ReadMail, key: string, own: string): ThreadRef {
  const from = mail.from === null ? [] : [mail.from]
  const others = addressesOf([...from, ...mail.to, ...mail.cc], new Set([own]))
  const title = mail.subject.replace(/^(?:\s*(?:re|aw|sv|fwd?|wg)\s*(?:\[\d+\])?\s*:)+\s*/i, '')
  return {
    key,
    kind: others.length > 1 ? 'group' : 'direct',
    title: title === '' ? null : clip(title, 300),
    url: null,
  }
}

function authorOf({ from, nature }: ReadMail, own: string): Author {
  const address = from?.address ?? 'unknown'
  return {
    key: address,
    name: clip(from?.name || address, 300),
    handle: from === null ? null : clip(address, 300),
    self: address === own,
    bot: nature !== 'ordinary',
  }
}

/** What a report says of our own mail; one that is only late is still on its way. */
function receiptOf(mail: ReadMail, thread: ThreadRef, key: string, eventId: string): ChannelEvent | null {
  if (mail.bounce === null || mail.bounce.state === 'delayed') return null
  const { state, diagnostic } = mail.bounce
  const reason = `The mail came back: ${diagnostic ?? 'the other server does not say why.'}`
  return {
    type: 'receipt',
    eventId: `${eventId}/receipt`,
    thread,
    at: mail.at,
    key,
    state,
    reason: state === 'failed' ? reason : null,
  }
}

function noticeOf(
  { newsletter, at }: ReadMail,
  channel: ChannelId,
  threads: MailThreads,
): NewNotification | null {
  if (newsletter === null || !threads.isNewList(newsletter.list)) return null
  return {
    key: `newsletter:${newsletter.list}`,
    kind: 'newsletter',
    title: `${newsletter.name} is a newsletter`,
    text: `It may have a feed that you can follow instead: ${newsletter.url}`,
    about: channel,
    at,
  }
}
