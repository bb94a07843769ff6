import {
  MAX_TEXT,
  type AttachmentRef,
  type MessageEvent,
  type ThreadRef,
} from '@switchboard/shared-types/channel-event'
import { clip } from '@switchboard/kernel/text/clip'
import { elementsOf, membersOf, textOf, type JsonObject } from '../wire/json.ts'
import type { BlueskyState } from './account.ts'
import { readFacets } from './facets.ts'

/** Reads a post as notifications show it. @returns null where it is none */
export function readPost(notification: JsonObject, state: BlueskyState): MessageEvent | null {
  const { record: given, author: by } = notification
  const [record, author] = [membersOf(given), membersOf(by)]
  const [key, did] = [uriOf(notification['uri']), didOf(author['did'])]
  const at = timeOf(notification['indexedAt'])
  if (key === null || did === null || at === null || record['$type'] !== 'app.bsky.feed.post') return null
  const reply = membersOf(record['reply'])
  const handle = textOf(author['handle'])
  const name = clip(textOf(author['displayName']) ?? handle ?? did, 300)
  return {
    type: 'message',
    eventId: `message:${key}`,
    thread: threadOf(uriOf(membersOf(reply['root'])['uri']) ?? key),
    at,
    key,
    author: {
      key: did,
      name,
      handle: handle && clip(`@${handle}`, 300),
      self: did === state.did,
      bot: false,
    },
    text: clip(readFacets(textOf(record['text']) ?? '', record['facets']), MAX_TEXT),
    html: null,
    attachments: picturesOf(record['embed'], did),
    replyTo: uriOf(membersOf(reply['parent'])['uri']),
    groupKey: null,
    nature: 'ordinary',
    about: null,
  }
}

/** One thread for each first post. */
function threadOf(root: string): ThreadRef {
  return { key: root, kind: 'post', title: null, url: addressOf(root) }
}

/** @returns where people see a post. */
export function addressOf(uri: string): string | null {
  const [, did, key] = /^at:\/\/([^/]+)\/app\.bsky\.feed\.post\/([^/]+)$/.exec(uri) ?? []
  return did === undefined || key === undefined ? null : `https://bsky.app/profile/${did}/post/${key}`
}

/** @returns the address of a record, or null. */
export function uriOf(value: unknown): string | null {
  return typeof value === 'string' && /^at:\/\/[\w:.%-]{1,200}\/[\w.]{1,200}\/[\w.~:-]{1,90}$/.test(value)
    ? value
    : null
}

/** @returns `indexedAt`: when the server saw it; the author can write any time into the post itself. */
export function timeOf(value: unknown): string | null {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) || ms < 0 || ms > 253_402_300_799_000 ? null : new Date(ms).toISOString()
}

function didOf(value: unknown): string | null {
  return typeof value === 'string' && /^did:[a-z]+:[\w.:%-]{1,200}$/.test(value) ? value : null
}

/** Pictures by their author and the hash of their bytes. */
function picturesOf(embed: unknown, did: string): AttachmentRef[] {
  const { images, media } = membersOf(embed)
  const pictures = [...elementsOf(images), ...elementsOf(membersOf(media)['images'])].flatMap((each) => {
    const { image, alt } = membersOf(each)
    const { ref, mimeType, size } = membersOf(image)
    const cid = textOf(membersOf(ref)['$link'])
    if (cid === null || !/^[a-z0-9]{10,100}$/i.test(cid)) return []
    return [
      {
        ref: `${did}/${cid}`,
        name: clip(textOf(alt) ?? 'picture', 300),
        type: clip(textOf(mimeType) ?? 'image/jpeg', 200),
        size: typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : null,
      },
    ]
  })
  return pictures.slice(0, 50)
}
