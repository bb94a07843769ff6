import type { AttachmentRef } from '@switchboard/shared-types/channel-event'
import { MAX_TEXT } from '@switchboard/shared-types/channel-event'
import { cut } from '../wire/cut.ts'
import { attachmentRef } from './attachments.ts'
import { withLinks } from './links.ts'
import type { Message, RemoteFile } from './wire.ts'

export interface Content {
  readonly text: string
  readonly attachments: AttachmentRef[]
}

/** @returns what people see of a message; null where nothing in it is known. */
export function contentOf(message: Message): Content | null {
  const text = textOf(message)
  const attachments = filesOf(message)
  if (text === null && attachments.length === 0) return null
  return { text: cut(text ?? '', MAX_TEXT), attachments }
}

function textOf(message: Message): string | null {
  if (message.text !== undefined) return withLinks(message.text, message.entities)
  if (message.caption !== undefined) return withLinks(message.caption, message.caption_entities)
  const { contact, venue, location, poll, dice, game, checklist, sticker, story } = message
  if (contact) return `Contact: ${joined(contact.first_name, contact.last_name)}, ${contact.phone_number}`
  if (venue) return `${venue.title}, ${venue.address}${location ? ` (${placeOf(location)})` : ''}`
  if (location) return `Location: ${placeOf(location)}`
  if (poll) return listed(`Poll: ${poll.question}`, poll.options)
  if (checklist) return listed(`Checklist: ${checklist.title}`, checklist.tasks)
  if (dice) return `${dice.emoji} ${dice.value}`
  if (game) return `Game: ${game.title}`
  if (sticker?.emoji !== undefined) return sticker.emoji
  return story === undefined ? null : 'Shared a story.'
}

/** An animation comes as a document too, for older clients. */
function filesOf(message: Message): AttachmentRef[] {
  const { photo, animation, document, audio, video, voice, sticker } = message
  return [
    ...file(largest(photo), 'photo.jpg', 'image/jpeg'),
    ...file(animation, 'animation.mp4', 'video/mp4'),
    ...file(animation === undefined ? document : undefined, 'file', 'application/octet-stream'),
    ...file(audio, 'audio.mp3', 'audio/mpeg'),
    ...file(video, 'video.mp4', 'video/mp4'),
    ...file(message.video_note, 'video.mp4', 'video/mp4'),
    ...file(voice, 'voice.ogg', 'audio/ogg'),
    ...(sticker === undefined ? [] : stickerFile(sticker)),
  ]
}

function stickerFile(sticker: NonNullable<Message['sticker']>): AttachmentRef[] {
  if (sticker.is_animated) return file(sticker, 'sticker.tgs', 'application/x-tgsticker')
  if (sticker.is_video) return file(sticker, 'sticker.webm', 'video/webm')
  return file(sticker, 'sticker.webp', 'image/webp')
}

/** @param name and type where Telegram tells none */
function file(remote: RemoteFile | undefined, name: string, type: string): AttachmentRef[] {
  if (remote === undefined) return []
  const said = { name: cut(remote.file_name || name, 300), type: cut(remote.mime_type || type, 200) }
  return [{ ref: attachmentRef(remote.file_id, said.type), ...said, size: remote.file_size ?? null }]
}

/** Telegram lists the sizes from small to large. */
function largest(sizes: readonly RemoteFile[] | undefined): RemoteFile | undefined {
  return sizes?.at(-1)
}

function listed(head: string, items: readonly { readonly text: string }[]): string {
  return [head, ...items.map(({ text }) => `- ${text}`)].join('\n')
}

function placeOf({ latitude, longitude }: NonNullable<Message['location']>): string {
  return `${latitude}, ${longitude}`
}

function joined(first: string, last = ''): string {
  return `${first} ${last}`.trim()
}
