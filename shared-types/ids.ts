import { ulid } from 'ulid'
import * as z from 'zod'

/** What an id names, by its prefix: `ent_01J...`. The part behind the prefix is a ULID or a ULID-shaped hash. */
export type PersonId = `per_${string}`
export type GroupId = `grp_${string}`
export type GroupInvitationId = `inv_${string}`
export type InboxId = `inb_${string}`
export type FeedId = `feed_${string}`
export type EntryId = `ent_${string}`
export type SubscriptionId = `sub_${string}`
export type RealmId = `realm_${string}`
export type DirectoryId = `dir_${string}`
export type DeadLetterId = `dlt_${string}`
export type RouterId = `rtr_${string}`
export type TokenId = `tok_${string}`
export type ProviderId = `prv_${string}`
export type KeyId = `key_${string}`
export type RouteId = `rte_${string}`
export type LimitId = `lim_${string}`
export type CallId = `call_${string}`
export type NotificationId = `ntf_${string}`
export type ChannelId = `chn_${string}`
export type ConversationId = `cnv_${string}`
export type MessageId = `msg_${string}`
export type DraftId = `dft_${string}`
export type AttachmentId = `att_${string}`
export type RuleId = `rul_${string}`
export type OutputId = `out_${string}`
export type PermissionId = `prm_${string}`

/** Whose an inbox and a router are. */
export type OwnerId = PersonId | GroupId

type IdPrefix =
  | 'per'
  | 'grp'
  | 'inb'
  | 'feed'
  | 'ent'
  | 'sub'
  | 'ses'
  | 'dlt'
  | 'msg'
  | 'req'
  | 'inv'
  | 'acc'
  | 'rtr'
  | 'tok'
  | 'prv'
  | 'key'
  | 'rte'
  | 'lim'
  | 'call'
  | 'ntf'
  | 'chn'
  | 'cnv'
  | 'dft'
  | 'att'
  | 'rul'
  | 'out'
  | 'prm'

/** Crockford base 32, 26 characters: https://github.com/ulid/spec */
const ULID = '[0-9A-HJKMNP-TV-Z]{26}'

const randomBytes = new Uint8Array(1_024)
let bytesUsed = randomBytes.length

/** A fraction of 8 random bits, from a pool: a call to the system for each character costs ten times as much. */
function randomFraction(): number {
  if (bytesUsed === randomBytes.length) {
    crypto.getRandomValues(randomBytes)
    bytesUsed = 0
  }
  return (randomBytes[bytesUsed++] ?? 0) / 256
}

/** @returns a fresh id of that kind, sortable by the time it was made. */
export function newId<P extends IdPrefix>(prefix: P, now: number = Date.now()): `${P}_${string}` {
  return `${prefix}_${ulid(now, randomFraction)}`
}

/** A Zod schema that accepts only ids of that kind. */
export function idSchema<P extends IdPrefix>(prefix: P) {
  return z.templateLiteral([`${prefix}_`, z.string().regex(new RegExp(ULID))])
}

export const PersonId = idSchema('per')
export const GroupId = idSchema('grp')
export const GroupInvitationId = idSchema('inv')
export const InboxId = idSchema('inb')
export const EntryId = idSchema('ent')
export const SubscriptionId = idSchema('sub')
export const FeedId = idSchema('feed')
export const DeadLetterId = idSchema('dlt')
export const RouterId = idSchema('rtr')
export const TokenId = idSchema('tok')
export const ProviderId = idSchema('prv')
export const KeyId = idSchema('key')
export const RouteId = idSchema('rte')
export const LimitId = idSchema('lim')
export const CallId = idSchema('call')
export const NotificationId = idSchema('ntf')
export const ChannelId = idSchema('chn')
export const ConversationId = idSchema('cnv')
export const MessageId = idSchema('msg')
export const DraftId = idSchema('dft')
export const AttachmentId = idSchema('att')
export const RuleId = idSchema('rul')
export const OutputId = idSchema('out')
export const PermissionId = idSchema('prm')

/** An inbox carries the ULID of the person or group whose it is, so reaching it needs no look-up. */
export function inboxOf(owner: OwnerId): InboxId {
  return `inb_${ulidOf(owner)}`
}

/** The router of a person or group, by the same ULID. */
export function routerOf(owner: OwnerId): RouterId {
  return `rtr_${ulidOf(owner)}`
}

/**
 * The router for the shared work of the realm, such as scoring what all followers of a feed get: no person and no group
 * has this ULID. Its providers and limits are the admins', and no agent has a token of it.
 */
export const REALM_ROUTER: RouterId = 'rtr_00000000000000000000000000'

/** The router that belongs to the same person or group. */
export function routerOfInbox(inbox: InboxId): RouterId {
  return `rtr_${ulidOf(inbox)}`
}

/** The inbox that belongs to the same person or group. */
export function inboxOfRouter(router: RouterId): InboxId {
  return `inb_${ulidOf(router)}`
}

/** The group whose inbox this is. */
export function groupOfInbox(inbox: InboxId): GroupId {
  return `grp_${ulidOf(inbox)}`
}

/** A ULID is unique among people and groups together, so what both may have needs to name only that. */
function ulidOf(id: OwnerId | InboxId | RouterId): string {
  return id.slice(id.indexOf('_') + 1)
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Writes a non-negative integer as Crockford base 32, left-padded to `length` characters. */
export function toBase32(value: bigint, length: number): string {
  let text = ''
  for (let rest = value, i = 0; i < length; i++, rest >>= 5n)
    text = CROCKFORD.charAt(Number(rest & 31n)) + text
  return text
}

/** Reads Crockford base 32 as written by {@link toBase32}; any other character reads as 0. */
export function fromBase32(text: string): bigint {
  let value = 0n
  for (const char of text) value = (value << 5n) | BigInt(Math.max(CROCKFORD.indexOf(char), 0))
  return value
}

/** The 130 bits of a text's SHA-256 that 26 characters hold. */
async function hashOf(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  const bytes = new Uint8Array(hash)
  let value = 0n
  for (const byte of bytes.subarray(0, 17)) value = (value << 8n) | BigInt(byte)
  return toBase32(value >> 6n, 26)
}

/**
 * One Feed actor per canonical URL: its id is the URL's SHA-256, cut to 130 bits.
 * @param canonicalUrl as canonicalFeedUrl of the feed package gives it
 */
export async function feedIdOf(canonicalUrl: string): Promise<FeedId> {
  return `feed_${await hashOf(canonicalUrl)}`
}

/** One Conversation actor per thread of a channel, so a channel finds it without a look-up. */
export async function conversationIdOf(channel: ChannelId, threadKey: string): Promise<ConversationId> {
  return `cnv_${await hashOf(`${channel}\n${threadKey}`)}`
}

/**
 * A platform's message is named by where it was said and what it is called there, so that it is the same message
 * whenever and wherever it is heard of again.
 * @param name unique within the thread
 */
export async function messageIdOf(channel: ChannelId, threadKey: string, name: string): Promise<MessageId> {
  return `msg_${await hashOf(JSON.stringify([channel, threadKey, name]))}`
}
