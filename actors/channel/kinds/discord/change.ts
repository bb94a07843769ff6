import * as z from 'zod'
import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { Performed, World } from '../kind.ts'
import type { DiscordAccount } from './account.ts'
import { botOf } from './errors.ts'
import { DONE, failed, outcomeOfChange } from './outcome.ts'
import { callDiscord } from './rest-api.ts'
import type { Answer, Call } from './rest-api.ts'
import { Snowflake } from './wire.ts'

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const UNKNOWN_MESSAGE = 10_008

type Change = Extract<Outgoing['act'], { readonly type: 'edit' | 'delete' | 'react' }>
type React = Extract<Change, { readonly type: 'react' }>

/** Changes a message that is there. Each of these may be repeated. */
export async function change(
  world: World,
  account: DiscordAccount,
  act: Change,
  pace: string,
): Promise<Performed> {
  if (!Snowflake.safeParse(act.key).success) return failed('This is no message of Discord.')
  const path = `/channels/${act.thread.key}/messages/${act.key}`
  const call = (made: Call): Promise<Answer> => callDiscord(world, botOf(account), made)
  if (act.type === 'react') return react(call, path, act, pace)
  if (act.type === 'edit') {
    const body = { content: act.text, allowed_mentions: { parse: [] } }
    return outcomeOfChange(await call({ method: 'PATCH', path, body }), pace)
  }
  const deleted = await call({ method: 'DELETE', path })
  const gone = deleted.kind === 'refused' && deleted.code === UNKNOWN_MESSAGE
  return gone ? DONE : outcomeOfChange(deleted, pace)
}

const Reactions = z.object({
  reactions: z
    .array(
      z.object({
        me: z.boolean(),
        emoji: z.object({ id: Snowflake.nullable(), name: z.string().nullable() }),
      }),
    )
    .default([]),
})

/** Discord takes reactions one by one, so what is there is read first. */
async function react(
  call: (made: Call) => Promise<Answer>,
  path: string,
  { reactions: wanted }: React,
  pace: string,
): Promise<Performed> {
  const asked = await call({ method: 'GET', path })
  const there = Reactions.safeParse(asked.kind === 'done' ? asked.result : undefined)
  if (!there.success) return outcomeOfChange(asked, pace)
  const mine = there.data.reactions.filter(({ me }) => me).map(({ emoji }) => nameOf(emoji))
  const steps: Call[] = [
    ...mine.filter((name) => !wanted.includes(name)).map((name) => step('DELETE', path, name)),
    ...wanted.filter((name) => !mine.includes(name)).map((name) => step('PUT', path, name)),
  ]
  for (const one of steps) {
    const outcome = outcomeOfChange(await call(one), pace)
    if (outcome.outcome !== 'sent') return outcome
  }
  return DONE
}

function step(method: 'DELETE' | 'PUT', path: string, emoji: string): Call {
  return { method, path: `${path}/reactions/${encodeURIComponent(emoji)}/@me` }
}

/** A server's own emoji is `name:id`. */
function nameOf({ id, name }: { id: string | null; name: string | null }): string {
  return id === null ? (name ?? '') : `${name ?? '_'}:${id}`
}
