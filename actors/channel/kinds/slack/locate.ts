import type { ReactionEvent } from '@switchboard/shared-types/channel-event'
import type { Parsed, Unreadable, World } from '../kind.ts'
import { textOf } from '../wire/json.ts'
import { unreadable } from '../wire/unreadable.ts'
import { callSlack } from './api.ts'
import type { SlackAccount } from './identify.ts'
import { reasonOf } from './errors.ts'
import { tokenOf } from './state.ts'
import { placeOf, threadOf, tsOf } from './thread.ts'

/** Slack waits three seconds for the answer to an event. */
const TIMEOUT_MS = 1_500

/**
 * Finds the threads of reactions: their events name a message by channel and `ts` alone, and the message's own address
 * tells which thread it is in (https://docs.slack.dev/reference/methods/chat.getPermalink).
 * @throws where Slack does not tell it now: it sends the event again
 */
export async function locateReactions(world: World, account: SlackAccount, parsed: Parsed): Promise<Parsed> {
  const events: Parsed['events'][number][] = []
  const unplaced: Unreadable[] = []
  for (const event of parsed.events) {
    const located = event.type === 'reaction' ? await locate(world, account, event) : event
    if ('body' in located) unplaced.push(located)
    else events.push(located)
  }
  return { ...parsed, events, unreadable: [...parsed.unreadable, ...unplaced] }
}

async function locate(
  world: World,
  { secrets, state }: SlackAccount,
  event: ReactionEvent,
): Promise<ReactionEvent | Unreadable> {
  const channel = placeOf(event.thread.key)?.channel
  const args = { channel, message_ts: event.key }
  const access = { baseUrl: state.baseUrl, token: tokenOf(secrets) }
  const reply = await callSlack(world, access, 'chat.getPermalink', args, TIMEOUT_MS)
  if (channel === undefined || reply.kind === 'refused') {
    const why = reply.kind === 'refused' ? reasonOf(reply.error, reply.body) : ''
    return unreadable(`Slack does not say in which thread the message of this reaction is. ${why}`, event)
  }
  if (reply.kind !== 'ok') throw new Error('Slack does not say now in which thread a message is')
  const thread = threadIn(textOf(reply.body['permalink']) ?? '')
  return { ...event, thread: threadOf(state, channel, { ts: event.key, thread, type: undefined }) }
}

function threadIn(permalink: string): string | null {
  const url = URL.parse(permalink)
  return tsOf(url?.searchParams.get('thread_ts'))
}
