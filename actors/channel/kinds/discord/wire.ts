import * as z from 'zod'

/** What is read of Discord's objects (https://discord.com/developers/docs/resources/message); the rest is dropped. */

export const Snowflake = z.string().regex(/^\d{1,20}$/)
const Words = z.string().max(100_000)
const MaybeWords = Words.nullish()

export const User = z.object({
  id: Snowflake,
  username: Words,
  global_name: MaybeWords,
  bot: z.boolean().optional(),
})
export type User = z.infer<typeof User>

export const Attachment = z.object({
  id: Snowflake,
  filename: Words,
  content_type: MaybeWords,
  size: z.int().nonnegative(),
  url: z.string().min(1).max(2_000),
})
export type Attachment = z.infer<typeof Attachment>

const Embed = z.object({ title: MaybeWords, description: MaybeWords, url: MaybeWords })

const Said = z.object({
  content: Words.default(''),
  attachments: z.array(Attachment).default([]),
  embeds: z.array(Embed).default([]),
  sticker_items: z.array(z.object({ name: Words })).default([]),
  mentions: z.array(User).default([]),
  poll: z
    .object({
      question: z.object({ text: MaybeWords }),
      answers: z.array(z.object({ poll_media: z.object({ text: MaybeWords }) })),
    })
    .nullish(),
})
export type Said = z.infer<typeof Said>

export const Message = Said.extend({
  id: Snowflake,
  author: User,
  type: z.int(),
  edited_timestamp: z.string().max(64).nullish(),
  message_reference: z.object({ type: z.int().default(0), message_id: Snowflake.optional() }).nullish(),
  /** What was forwarded. */
  message_snapshots: z.array(z.object({ message: Said })).nullish(),
})
export type Message = z.infer<typeof Message>

export const Channel = z.object({
  id: Snowflake,
  type: z.int(),
  name: MaybeWords,
  guild_id: Snowflake.nullish(),
  last_message_id: Snowflake.nullish(),
  recipients: z.array(User).optional(),
})
export type Channel = z.infer<typeof Channel>

const EPOCH_MS = 1_420_070_400_000

/** When something with this id was made (https://discord.com/developers/docs/reference#snowflakes). */
export function timeOf(snowflake: string): string {
  return new Date(Number(BigInt(snowflake) >> 22n) + EPOCH_MS).toISOString()
}

/** @returns the id that everything made after this time, in ms since the epoch, is greater than. */
export function snowflakeAt(time: number): string {
  return String(BigInt(time - EPOCH_MS) << 22n)
}

export function compareIds(a: string, b: string): number {
  const [left, right] = [BigInt(a), BigInt(b)]
  if (left === right) return 0
  return left < right ? -1 : 1
}
