import * as z from 'zod'
import { err, ok } from '@switchboard/shared-types/result'
import type { World } from '../kind.ts'
import type { DiscordAccount, ReadChannel, Server } from './account.ts'
import { ask } from './ask.ts'
import type { Asked } from './ask.ts'
import { botOf } from './errors.ts'
import type { Access } from './rest-api.ts'
import { placeOf } from './thread.ts'
import { Channel, compareIds, snowflakeAt } from './wire.ts'

/** How many are polled at most. */
const MAX_READ = 50
/** What people write in: text, announcements, and threads of these (https://discord.com/developers/docs/resources/channel#channel-object-channel-types). */
const READABLE = new Set([0, 5, 10, 11, 12])
const LOOK_EVERY_MS = 10 * 60_000

/**
 * Opens the channels that are named. Those that are read already go on where they were.
 * @returns why one of them can not be read, where that is so
 */
export async function openChannels(
  world: World,
  bot: Access,
  wanted: readonly string[],
  known: readonly ReadChannel[],
): Promise<Asked<ReadChannel[]>> {
  const opened: ReadChannel[] = []
  for (const id of new Set(wanted)) {
    const channel = await ask(world, bot, `/channels/${id}`, Channel)
    if (!channel.ok) return about(`Channel ${id}`, channel)
    const readable = await ask(world, bot, `/channels/${id}/messages?limit=1`, z.array(z.unknown()))
    if (!readable.ok) return about(`Channel ${id}`, readable)
    const before = known.find((one) => one.id === id)
    opened.push(before ?? openedFrom(channel.value, null, channel.value.last_message_id ?? '0'))
  }
  return ok(opened)
}

/**
 * Looks through the servers for channels and threads, where the person has named none and the last look was long ago.
 * @returns the account as it is to be polled
 */
export async function lookAgain(world: World, account: DiscordAccount): Promise<Asked<DiscordAccount>> {
  const { servers, wanted, lookedAt } = account.state
  const isDue = world.now() - lookedAt >= LOOK_EVERY_MS
  if (servers.length === 0 || wanted.length > 0 || !isDue) return ok(account)
  const channels = await lookThrough(world, account)
  if (!channels.ok) return channels
  return ok({ ...account, state: { ...account.state, channels: channels.value, lookedAt: world.now() } })
}

/** A server that does not show itself (the bot was sent away) is passed over, unless there is no other. */
export async function lookThrough(world: World, account: DiscordAccount): Promise<Asked<ReadChannel[]>> {
  const { servers, channels: known, lookedAt } = account.state
  const found: ReadChannel[] = []
  let shut: Extract<Asked<never>, { ok: false }> | null = null
  for (const server of servers) {
    const listed = await listChannels(world, botOf(account), server)
    if (listed.ok) found.push(...listed.value.map((channel) => foundAt(channel, server, lookedAt)))
    else if (listed.error.code === 'channel.bad_settings') shut = about(`Server ${server.name}`, listed)
    else return listed
  }
  return shut !== null && found.length === 0 ? shut : ok(chosen(found, known))
}

/** https://discord.com/developers/docs/resources/guild#get-guild-channels and #list-active-guild-threads */
async function listChannels(world: World, bot: Access, { id }: Server): Promise<Asked<Channel[]>> {
  const channels = await ask(world, bot, `/guilds/${id}/channels`, z.array(Channel))
  if (!channels.ok) return channels
  const active = await ask(
    world,
    bot,
    `/guilds/${id}/threads/active`,
    z.object({ threads: z.array(Channel) }),
  )
  if (!active.ok) return active
  const all = [...channels.value, ...active.value.threads]
  return ok(all.filter(({ type }) => READABLE.has(type)).toSorted(byNewest))
}

/** What is new since the last look is read from that look on: a thread begins with what opened it. */
function foundAt(channel: Channel, server: Server, lookedAt: number): ReadChannel {
  const base = lookedAt === 0 ? (channel.last_message_id ?? '0') : snowflakeAt(lookedAt)
  return openedFrom(channel, server.id, base)
}

/** Those that are read already come first, so that none of them is lost for a newer one. */
function chosen(found: readonly ReadChannel[], known: readonly ReadChannel[]): ReadChannel[] {
  const before = new Map(known.map((channel) => [channel.id, channel]))
  const kept = found.flatMap(({ id, title }) => {
    const channel = before.get(id)
    return channel === undefined ? [] : [{ ...channel, title }]
  })
  return [...kept, ...found.filter(({ id }) => !before.has(id))].slice(0, MAX_READ)
}

function openedFrom(channel: Channel, guild: string | null, base: string): ReadChannel {
  return { ...placeOf(channel, guild), base, seen: [], closedUntil: null }
}

function byNewest(one: Channel, other: Channel): number {
  return compareIds(other.last_message_id ?? '0', one.last_message_id ?? '0')
}

function about(what: string, { error }: Extract<Asked<unknown>, { ok: false }>) {
  return err(error.code, `${what}: ${error.message}`)
}
