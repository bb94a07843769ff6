import * as z from 'zod'
import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import type { ChannelEvent } from '@switchboard/shared-types/channel-event'
import type { Parsed, Unreadable } from '../kind.ts'
import { readJson } from '../wire/json.ts'
import { unreadable } from '../wire/unreadable.ts'
import type { TelegramAccount } from './account.ts'
import { readEdit, readMembership, readMessage, readReaction } from './events.ts'

/** The kinds of updates that are asked for (allowed_updates) and read. */
const READERS = {
  message: readMessage,
  edited_message: readEdit,
  channel_post: readMessage,
  edited_channel_post: readEdit,
  message_reaction: readReaction,
  my_chat_member: readMembership,
} satisfies Record<string, (value: unknown, eventId: string, botId: number) => ChannelEvent | string>

type UpdateKind = keyof typeof READERS

const UPDATE_KINDS = z.enum([
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'message_reaction',
  'my_chat_member',
] satisfies UpdateKind[]).options

export const ALLOWED_UPDATES: readonly UpdateKind[] = UPDATE_KINDS

const Update = z.looseObject({ update_id: z.int() })

/** One update of a hook. */
export function parseRequest({ body }: HookRequest, account: TelegramAccount): Parsed {
  return parseUpdates([readJson(body) ?? body], account)
}

/** Reads what getUpdates or a hook brought, in the order in which Telegram numbered it; never throws. */
export function parseUpdates(values: readonly unknown[], { state }: TelegramAccount): Parsed {
  const read = values.toSorted(byNumber).map((value) => parseUpdate(value, state.botId))
  return {
    events: read.filter((one) => 'type' in one),
    unreadable: read.filter((one) => 'body' in one),
  }
}

/** @returns the number of an update, or null where it has none. */
export function numberOf(value: unknown): number | null {
  const update = Update.safeParse(value)
  return update.success ? update.data.update_id : null
}

function parseUpdate(value: unknown, botId: number): ChannelEvent | Unreadable {
  const update = Update.safeParse(value)
  if (!update.success) return unreadable('This is no update of Telegram.', value)
  const kind = UPDATE_KINDS.find((name) => Object.hasOwn(update.data, name))
  if (kind === undefined) return unreadable('This kind of update is not known.', value)
  const read = READERS[kind](update.data[kind], String(update.data.update_id), botId)
  return typeof read === 'string' ? unreadable(read, value) : read
}

function byNumber(a: unknown, b: unknown): number {
  return (numberOf(a) ?? 0) - (numberOf(b) ?? 0)
}
