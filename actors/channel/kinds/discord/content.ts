import type { AttachmentRef } from '@switchboard/shared-types/channel-event'
import { MAX_TEXT } from '@switchboard/shared-types/channel-event'
import { cut } from '../wire/cut.ts'
import { nameOf } from './thread.ts'
import type { Attachment, Message, Said } from './wire.ts'

export interface Content {
  readonly text: string
  readonly attachments: AttachmentRef[]
}

const MAX_ATTACHMENTS = 50

/** @returns what people see of a message; null where there is nothing that is known */
export function contentOf(message: Message, channel: string): Content | null {
  const forwarded = (message.message_snapshots ?? []).map((snapshot) => snapshot.message)
  const parts = [message, ...forwarded]
  const text = parts.map(textOf).filter(Boolean).join('\n\n')
  const files = parts.flatMap(({ attachments }) => attachments).slice(0, MAX_ATTACHMENTS)
  if (text === '' && files.length === 0) return null
  const attachments = files.map((file) => attachmentOf(file, `${channel}/${message.id}/${file.id}`))
  return { text: cut(text, MAX_TEXT), attachments }
}

/** @param ref where it is to be had when it is fetched: Discord's own addresses end after a day */
export function attachmentOf({ filename, content_type: type, size }: Attachment, ref: string): AttachmentRef {
  const name = cut(filename || 'file', 300)
  return { ref, name, type: cut(type || 'application/octet-stream', 200), size }
}

function textOf(said: Said): string {
  const embeds = said.embeds.map(({ title, description, url }) =>
    [title, description, url].filter(Boolean).join('\n'),
  )
  const stickers = said.sticker_items.map(({ name }) => `[${name}]`)
  return [named(said), ...embeds, ...stickers, pollOf(said)].filter(Boolean).join('\n')
}

/** `<@123>` reads as the name of who is meant. */
function named({ content, mentions }: Said): string {
  const names = new Map(mentions.map((user) => [user.id, nameOf(user)]))
  return content.replaceAll(/<@!?(\d{1,20})>/g, (mention, id: string) => {
    const name = names.get(id)
    return name === undefined ? mention : `@${name}`
  })
}

function pollOf({ poll }: Said): string {
  if (!poll) return ''
  const answers = poll.answers.map(({ poll_media: answer }) => `- ${answer.text ?? ''}`)
  return [`Poll: ${poll.question.text ?? ''}`, ...answers].join('\n')
}
