import * as z from 'zod'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { World } from '../kind.ts'
import type { DiscordAccount } from './account.ts'
import { ask } from './ask.ts'
import type { Asked } from './ask.ts'
import { botOf } from './errors.ts'
import { callDiscord } from './rest-api.ts'
import type { Access } from './rest-api.ts'
import { Snowflake } from './wire.ts'

/** The most that Discord lists at once. */
const PAGE = 200
const Listed = z.array(z.object({ id: Snowflake }))

/** The servers that the bot is in (https://discord.com/developers/docs/resources/user#get-current-user-guilds). */
export async function listServers(world: World, bot: Access): Promise<Asked<string[]>> {
  const ids: string[] = []
  for (;;) {
    const page = await ask(world, bot, `/users/@me/guilds?limit=${PAGE}&after=${ids.at(-1) ?? '0'}`, Listed)
    if (!page.ok) return page
    ids.push(...page.value.map(({ id }) => id))
    if (page.value.length < PAGE) return ok(ids)
  }
}

/** Leaves the servers that the bot came to by this channel; where it was before, it stays. */
export async function leaveServers(
  world: World,
  account: DiscordAccount,
): Promise<Result<null, 'channel.unreachable'>> {
  for (const { id, name } of account.state.servers.filter(({ joined }) => joined)) {
    const left = await callDiscord(world, botOf(account), {
      method: 'DELETE',
      path: `/users/@me/guilds/${id}`,
    })
    const isOver = left.kind === 'done' || (left.kind === 'refused' && left.status !== 429)
    if (!isOver) return err('channel.unreachable', `The bot could not leave ${name} at Discord.`)
  }
  return ok(null)
}
