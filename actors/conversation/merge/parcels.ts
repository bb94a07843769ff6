import type { Adoption } from '@switchboard/shared-types/contracts/conversation-moves'
import type { Conversation } from '../conversation.ts'

/** What is told another conversation in one message: a row of the outbox holds two megabytes (platform limit). */
const PARCEL = { items: 100, characters: 700_000 }

/** Splits what is to be told into parts that fit, in order; an item that fits nowhere has a part of its own. */
export function parcels<T>(items: readonly T[]): T[][] {
  const parts: T[][] = []
  let left = 0
  for (const item of items) {
    const length = JSON.stringify(item).length
    const part = parts.at(-1)
    if (part === undefined || part.length >= PARCEL.items || length > left) {
      parts.push([item])
      left = PARCEL.characters - length
      continue
    }
    part.push(item)
    left -= length
  }
  return parts
}

/** A message to another conversation of the same inbox, in which nothing lies yet. */
export function parcelOf({ id, state }: Pick<Conversation, 'id' | 'state'>): Adoption {
  const key = crypto.randomUUID()
  return { key, owner: state.row.owner, from: id, begins: null, messages: [], drafts: [], early: [] }
}
