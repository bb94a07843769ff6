import type { Performed, World } from '../kind.ts'
import { elementsOf, membersOf, textOf } from '../wire/json.ts'
import { callSlack, type SlackAccess } from './api.ts'
import { reactionName } from './emoji.ts'
import { performedOf } from './errors.ts'
import type { SlackState } from './state.ts'
import type { SlackPlace } from './thread.ts'

/** Slack's way of saying that it is already so. */
const ALREADY = new Set(['already_reacted', 'no_reaction'])

/** Makes the account's reactions to a message these: Slack adds and removes one at a time. */
export async function reactAtSlack(
  world: World,
  access: SlackAccess,
  state: SlackState,
  { channel }: SlackPlace,
  timestamp: string,
  reactions: readonly string[],
): Promise<Performed> {
  const wanted = reactions.map(reactionName)
  const unknown = reactions.find((_, at) => wanted[at] === null)
  if (unknown !== undefined) return { outcome: 'failed', reason: `Slack knows no reaction "${unknown}".` }
  const current = await callSlack(world, access, 'reactions.get', { channel, timestamp, full: true })
  if (current.kind !== 'ok') return performedOf(current, true)
  const own = ownReactions(current.body['message'], state)
  const changes = [
    ...wanted
      .filter((name) => name !== null && !own.includes(name))
      .map((name) => ['reactions.add', name] as const),
    ...own.filter((name) => !wanted.includes(name)).map((name) => ['reactions.remove', name] as const),
  ]
  for (const [method, name] of changes) {
    const reply = await callSlack(world, access, method, { channel, timestamp, name: name ?? undefined })
    const done = reply.kind === 'ok' || (reply.kind === 'refused' && ALREADY.has(reply.error))
    if (!done) return performedOf(reply, true)
  }
  return { outcome: 'sent', reason: null, key: timestamp }
}

function ownReactions(message: unknown, { self }: SlackState): string[] {
  return elementsOf(membersOf(message)['reactions']).flatMap((each) => {
    const { name, users } = membersOf(each)
    const own = self !== null && elementsOf(users).includes(self.user)
    return own ? [textOf(name) ?? ''] : []
  })
}
