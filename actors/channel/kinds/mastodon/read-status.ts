import {
  MAX_TEXT,
  type AttachmentRef,
  type Author,
  type MessageEvent,
} from '@switchboard/shared-types/channel-event'
import { sanitiseHtml } from '@switchboard/kernel/sanitise/sanitise'
import { toText } from '@switchboard/kernel/sanitise/to-text'
import { clip } from '@switchboard/kernel/text/clip'
import { elementsOf, membersOf, textOf, type JsonObject } from '../wire/json.ts'
import type { MastodonState } from './account.ts'

/**
 * Reads a post (https://docs.joinmastodon.org/entities/Status/).
 * @param root the first post of its thread, by which the thread is known
 * @returns null where it is none
 */
export function readStatus(status: JsonObject, root: JsonObject, state: MastodonState): MessageEvent | null {
  const [key, thread] = [idOf(status), idOf(root)]
  const author = authorOf(membersOf(status['account']), state)
  const at = timeOf(status['created_at'])
  if (key === null || thread === null || author === null || at === null) return null
  const content = textOf(status['content']) ?? ''
  const kind = status['visibility'] === 'direct' ? 'direct' : 'post'
  return {
    type: 'message',
    eventId: `message:${key}`,
    thread: { key: thread, kind, title: titleOf(root), url: textOf(root['url']) },
    at,
    key,
    author,
    text: clip(
      [textOf(status['spoiler_text']), textOfHtml(content)].filter((part) => part !== null).join('\n\n'),
      MAX_TEXT,
    ),
    html: clip(sanitiseHtml(content, state.baseUrl, 'embedded').html, 4 * MAX_TEXT),
    attachments: attachmentsOf(status),
    replyTo: idOf({ id: status['in_reply_to_id'] }),
    groupKey: null,
    nature: 'ordinary',
    about: null,
  }
}

export function idOf({ id }: JsonObject): string | null {
  return typeof id === 'string' && /^[\w-]{1,100}$/.test(id) ? id : null
}

/** With its lines, which HTML says by elements. */
function textOfHtml(html: string): string {
  const paragraphs = html.split(/<\/p>\s*<p[^>]*>/i)
  return paragraphs
    .map((paragraph) =>
      paragraph
        .split(/<br\s*\/?>/i)
        .map((line) => toText(line, MAX_TEXT))
        .join('\n'),
    )
    .join('\n\n')
    .trim()
}

/** Accounts of the instance itself have no domain in their name. */
function authorOf(account: JsonObject, state: MastodonState): Author | null {
  const [key, acct] = [idOf(account), textOf(account['acct'])]
  if (key === null || acct === null) return null
  const domain = state.acct.slice(state.acct.lastIndexOf('@') + 1)
  const handle = acct.includes('@') ? `@${acct}` : `@${acct}@${domain}`
  const name = clip(textOf(account['display_name']) ?? acct, 300)
  const self = key === state.accountId
  return { key, name, handle: clip(handle, 300), self, bot: account['bot'] === true }
}

function titleOf(root: JsonObject): string | null {
  const words = toText(textOf(root['content']) ?? '', 80)
  return words === '' ? null : words
}

function attachmentsOf(status: JsonObject): AttachmentRef[] {
  const files = elementsOf(status['media_attachments']).flatMap((each): AttachmentRef[] => {
    const { url, type } = membersOf(each)
    const ref = textOf(url)
    const path = ref === null || ref.length > 2_000 ? undefined : URL.parse(ref)?.pathname
    if (ref === null || path === undefined) return []
    const name = clip(path.slice(path.lastIndexOf('/') + 1), 300)
    return [{ ref, name: name || 'file', type: typeOf(name, textOf(type)), size: null }]
  })
  return files.slice(0, 50)
}

const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
}

/** Mastodon says what kind of thing it is, and only the file's name says which. */
function typeOf(name: string, kind: string | null): string {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return TYPES[ending] ?? (kind === 'image' ? 'image/jpeg' : 'application/octet-stream')
}

function timeOf(value: unknown): string | null {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) || ms < 0 || ms > 253_402_300_799_000 ? null : new Date(ms).toISOString()
}
