import * as z from 'zod'
import type { Reaction } from '@switchboard/shared-types/api/conversations/message'
import type { Author, ReactionEvent } from '@switchboard/shared-types/channel-event'

/** What one person thinks of a message, as it is now. */
const OnesReactions = z.object({
  key: z.string(),
  name: z.string(),
  mine: z.boolean(),
  reactions: z.array(z.string()),
  at: z.string(),
})
const Reactions = z.array(OnesReactions)
type Reactions = z.infer<typeof Reactions>

/** How many people a message remembers the reactions of: the newest. */
const MAX_PEOPLE = 200

/**
 * Puts what somebody thinks of a message in the place of what they thought before.
 * @param stored of the message's row
 * @returns the same text where something newer is known already
 */
export function withReactions(
  stored: string | null,
  author: Author,
  reactions: readonly string[],
  at: string,
): string | null {
  const known = read(stored)
  if (known.some((one) => isOf(author, one) && one.at > at)) return stored
  const others = known.filter((one) => !isOf(author, one))
  const { key, name, self } = author
  // An empty list is kept: it tells that older reactions are none any more.
  const all = [...others, { key, name, mine: self, reactions: [...reactions], at }]
  return JSON.stringify(all.slice(-MAX_PEOPLE))
}

/** What one event says of somebody's reactions: all of them, or what came or went. */
export function applyReaction(
  stored: string | null,
  { author, reactions, at, change }: Pick<ReactionEvent, 'author' | 'reactions' | 'at' | 'change'>,
): string | null {
  if (change === undefined) return withReactions(stored, author, reactions, at)
  const theirs = read(stored).find((one) => isOf(author, one))
  const before = theirs?.reactions ?? []
  const now =
    change === 'added'
      ? [...new Set([...before, ...reactions])]
      : before.filter((emoji) => !reactions.includes(emoji))
  // Each change counts, also one that comes late: there is no list that could take its place.
  const latest = theirs !== undefined && theirs.at > at ? theirs.at : at
  return withReactions(stored, author, now, latest)
}

/** Grouped as they are shown, those that were given first at the front. */
export function toReactions(stored: string | null): Reaction[] {
  const shown = new Map<string, { by: string[]; mine: boolean }>()
  for (const { name, mine, reactions } of read(stored)) {
    for (const emoji of new Set(reactions)) {
      const reaction = shown.get(emoji) ?? { by: [], mine: false }
      shown.set(emoji, { by: [...reaction.by, name], mine: reaction.mine || mine })
    }
  }
  return [...shown].map(([emoji, { by, mine }]) => ({ emoji, by, mine }))
}

/** All that is done from here, by whatever account, is the person's own. */
function isOf(author: Author, one: Reactions[number]): boolean {
  return author.self ? one.mine : !one.mine && one.key === author.key
}

function read(stored: string | null): Reactions {
  return stored === null ? [] : Reactions.parse(JSON.parse(stored))
}
