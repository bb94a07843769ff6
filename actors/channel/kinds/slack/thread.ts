import type { ThreadRef } from '@switchboard/shared-types/channel-event'
import type { SlackState } from './state.ts'
import { nameOf } from './people.ts'

/** Where at Slack something is: a channel, and the `ts` of the thread's first message where there is one. */
export interface SlackPlace {
  readonly channel: string
  readonly thread: string | null
}

/** @param type `channel_type` of an event where it has one */
export function kindOf(state: SlackState, channel: string, type: unknown): 'channel' | 'im' | 'mpim' {
  if (type === 'im' || type === 'mpim') return type
  if (type === 'channel' || type === 'group') return 'channel'
  return state.channels[channel]?.kind ?? (channel.startsWith('D') ? 'im' : 'channel')
}

/**
 * The thread's key. In a channel each message begins a thread: `C1:1700000000.000100`. A direct message, of two people or
 * of more, is one talk: `D1`; a thread that somebody opened in it is one of its own: `D1:1700000000.000100`.
 */
export function threadOf(
  state: SlackState,
  channel: string,
  message: { readonly ts: string; readonly thread: string | null; readonly type: unknown },
): ThreadRef {
  const kind = kindOf(state, channel, message.type)
  // A message that has answers names itself as its thread.
  const within = message.thread === message.ts ? null : message.thread
  const thread = within ?? (kind === 'channel' ? message.ts : null)
  return {
    key: thread === null ? channel : `${channel}:${thread}`,
    kind: kind === 'im' ? 'direct' : 'group',
    title: titleOf(state, channel),
    url: permalink(state, channel, thread),
  }
}

/** @returns what a key made by `threadOf` names, or null. */
export function placeOf(key: string): SlackPlace | null {
  const match = /^([A-Z0-9]+)(?::(\d+\.\d+))?$/.exec(key)
  return match?.[1] === undefined ? null : { channel: match[1], thread: match[2] ?? null }
}

/** As chat.getPermalink spells it; a channel's own address where there is no `ts`. */
export function permalink(
  { team }: SlackState,
  channel: string,
  ts: string | null,
  thread: string | null = null,
): string | null {
  if (team?.url === null || team === null) return null
  const url = `${team.url.replace(/\/$/, '')}/archives/${channel}`
  if (ts === null) return url
  const within = thread === null || thread === ts ? '' : `?thread_ts=${thread}&cid=${channel}`
  return `${url}/p${ts.replace('.', '')}${within}`
}

/** @returns ISO 8601; a `ts` is seconds since the epoch with a counter as its fraction. */
export function timeOf(ts: string): string {
  return new Date(Number(ts) * 1000).toISOString()
}

/** @returns a string that Slack would write as `ts`, or null. */
export function tsOf(value: unknown): string | null {
  return typeof value === 'string' && /^\d{1,11}\.\d{1,9}$/.test(value) ? value : null
}

function titleOf(state: SlackState, channel: string): string | null {
  const known = state.channels[channel]
  if (known === undefined) return null
  if (known.kind === 'im') return known.user === null ? null : nameOf(state, known.user)
  return known.name === null ? null : known.kind === 'channel' ? `#${known.name}` : known.name
}
