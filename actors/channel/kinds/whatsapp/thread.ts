import type { ThreadRef } from '@switchboard/shared-types/channel-event'
import { textOf, type JsonObject } from '../wire/json.ts'

/** `US.13491208655302741918`, or `US.ENT.1181…`: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids */
const BUSINESS_SCOPED = /^[A-Z]{2}(\.ENT)?\.\w{1,128}$/
const PHONE = /^\+?\d{5,20}$/
const GROUP = /^group:([\w=+/.@-]{1,200})$/

/** One other person, or a group. */
export interface Peer {
  readonly key: string
  /** In digits; null where the person hides it behind a username. */
  readonly phone: string | null
}

/**
 * Who the other side is. The business-scoped id comes first: it is there in all that Meta sends, while the phone number
 * vanishes as soon as the person takes a username.
 */
export function peerOf(userId: unknown, phone: unknown): Peer | null {
  const digits = typeof phone === 'string' && PHONE.test(phone) ? phone.replace('+', '') : null
  const scoped = typeof userId === 'string' && BUSINESS_SCOPED.test(userId) ? userId : null
  const key = scoped ?? digits
  return key === null ? null : { key, phone: digits }
}

/** One thread for each person and each group. @param title the person's name, where it is known */
export function threadOf(peer: Peer, group: string | null, title: string | null): ThreadRef {
  if (group !== null) return { key: `group:${group}`, kind: 'group', title: null, url: null }
  const url = peer.phone === null ? null : `https://wa.me/${peer.phone}`
  return { key: peer.key, kind: 'direct', title, url }
}

/** @returns a group's id that can be part of a thread's key, or null. */
export function groupOf(message: JsonObject): string | null {
  const id = textOf(message['group_id'])
  return id !== null && GROUP.test(`group:${id}`) ? id : null
}

/**
 * How a message is addressed. A business-scoped id in `to` would be taken for a phone number, answered with 200 and never
 * delivered (chatwoot/chatwoot#15150).
 */
export function addressOf(key: string): Readonly<Record<string, string>> | null {
  const group = GROUP.exec(key)?.[1]
  if (group !== undefined) return { recipient_type: 'group', to: group }
  if (BUSINESS_SCOPED.test(key)) return { recipient_type: 'individual', recipient: key }
  return PHONE.test(key) ? { recipient_type: 'individual', to: key } : null
}

/** @returns ISO 8601 of seconds since the epoch, which Meta writes as text; null of anything else. */
export function timeOf(timestamp: unknown): string | null {
  const text = typeof timestamp === 'number' ? String(timestamp) : textOf(timestamp)
  return text !== null && /^\d{1,11}$/.test(text) ? new Date(Number(text) * 1000).toISOString() : null
}

/** @returns the id of a message (`wamid.…`), or null. */
export function wamidOf(value: unknown): string | null {
  const id = textOf(value)
  return id !== null && id.length <= 400 ? id : null
}
