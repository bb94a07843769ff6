import type { Parsed } from '../kind.ts'
import { membersOf, textOf, type JsonObject } from '../wire/json.ts'
import { NOTHING, onlyUnreadable } from '../wire/unreadable.ts'
import { emojiOf } from './emoji.ts'
import { reactorOf } from './people.ts'
import type { SlackState } from './state.ts'
import { threadOf, timeOf, tsOf } from './thread.ts'

/**
 * Reads one reaction that came or went. Slack names the message by channel and `ts` alone: the event names the thread
 * that the message would begin, until `locateReactions` has found the one that it is in.
 */
export function readReaction(event: JsonObject, state: SlackState, change: 'added' | 'removed'): Parsed {
  const item = membersOf(event['item'])
  if (item['type'] !== 'message') return NOTHING
  const [channel, ts, at] = [textOf(item['channel']), tsOf(item['ts']), tsOf(event['event_ts'])]
  const [user, name] = [textOf(event['user']), textOf(event['reaction'])]
  if (channel === null || ts === null || user === null || name === null)
    return onlyUnreadable('The reaction does not say whose it is or of which message.', event)
  const thread = threadOf(state, channel.slice(0, 100), { ts, thread: null, type: undefined })
  const eventId = `reaction:${channel}:${ts}:${user}:${name}:${change}:${at ?? ''}`.slice(0, 500)
  const author = reactorOf(state, user.slice(0, 500))
  const reactions = [emojiOf(name).slice(0, 100)]
  const when = timeOf(at ?? ts)
  return {
    events: [{ type: 'reaction', eventId, thread, at: when, key: ts, author, reactions, change }],
    unreadable: [],
  }
}
