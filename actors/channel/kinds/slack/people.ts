import type { Author } from '@switchboard/shared-types/channel-event'
import { clip } from '@switchboard/kernel/text/clip'
import { membersOf, textOf, type JsonObject } from '../wire/json.ts'
import type { SlackState } from './state.ts'

/** @returns the name that was last read of Slack's directory, else the id itself. */
export function nameOf(state: SlackState, user: string): string {
  return state.people[user] ?? user
}

/** Who wrote a message: a person, or an app under the name that it gave itself there. Null where nobody is named. */
export function authorOf(state: SlackState, message: JsonObject): Author | null {
  const user = textOf(message['user'])
  const bot = textOf(message['bot_id'])
  const key = user ?? bot
  if (key === null || key.length > 500) return null
  const given = textOf(message['username']) ?? textOf(membersOf(message['bot_profile'])['name'])
  const known = user === null ? undefined : state.people[user]
  const name = bot === null ? (known ?? key) : (given ?? known ?? key)
  return { key, name: clip(name, 300), handle: null, self: isSelf(state, user, bot), bot: bot !== null }
}

/** The one who reacted; an event of a reaction knows no more than an id. */
export function reactorOf(state: SlackState, user: string): Author {
  const name = clip(nameOf(state, user), 300)
  return { key: user, name, handle: null, self: isSelf(state, user, null), bot: false }
}

function isSelf({ self }: SlackState, user: string | null, bot: string | null): boolean {
  return self !== null && (self.user === user || (self.bot !== null && self.bot === bot))
}
