import { asc, eq } from 'drizzle-orm'
import type { WishedDraft } from '@switchboard/shared-types/contracts/conversation'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Conversation } from '../conversation.ts'
import { lastSpoken } from '../talk/read-said.ts'
import type { Drafter } from './drafter.ts'
import { draftWishes } from './tables.ts'

const MOST_ATTEMPTS = 3

/** Notes that a rule wants an answer drafted, once for each key. Part of the caller's transaction. */
export function wishDraft(
  { db, applied }: Conversation,
  { key, wish, useTone }: WishedDraft,
  now: Date,
): void {
  applied.once(`draft ${key}`, now, () => {
    db.insert(draftWishes).values({ wish, useTone }).run()
    return ''
  })
}

/** @returns whether rules wait for drafts */
export function hasWishes({ db }: Conversation): boolean {
  return db.select().from(draftWishes).limit(1).get() !== undefined
}

/**
 * Has the oldest wish drafted. What a machine wrote or sent to many is never answered by rule, nor what the person has
 * answered by now.
 */
export async function fulfilWish(conversation: Conversation, drafter: Drafter, trace: Trace): Promise<void> {
  const { db } = conversation
  const wish = db.select().from(draftWishes).orderBy(asc(draftWishes.no)).limit(1).get()
  if (wish === undefined) return
  const isWish = eq(draftWishes.no, wish.no)
  const last = lastSpoken(conversation)
  const isAnswerable = last?.direction === 'in' && last.nature === 'ordinary'
  if (isAnswerable && wish.attempts < MOST_ATTEMPTS) {
    db.update(draftWishes)
      .set({ attempts: wish.attempts + 1 })
      .where(isWish)
      .run()
    const input = { wish: wish.wish ?? undefined, useTone: wish.useTone }
    const draft = await drafter.draft(input, 'rule', trace)
    if (!draft.ok && draft.error.code === 'model.unavailable' && wish.attempts + 1 < MOST_ATTEMPTS) return
  }
  db.delete(draftWishes).where(isWish).run()
}
