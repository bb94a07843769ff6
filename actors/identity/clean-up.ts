import { lte } from 'drizzle-orm'
import type { Realm } from './realm.ts'
import { dropExpiredInvitations } from './registration/invitations.ts'
import { attempts, invitations, sessions } from './schema.ts'

const EVERY_MS = 24 * 60 * 60 * 1000

/** @param random uniform in [0, 1) @returns ms since the epoch: a day from now, give or take an eighth */
export function nextCleanUp(now: number, random: number): number {
  return now + EVERY_MS * (0.875 + random / 4)
}

/**
 * Drops what has expired: sessions, invitations, and counters of attempts that are full again.
 * @returns whether anything is left that will expire
 */
export function cleanUp({ db, attempts: counters }: Pick<Realm, 'db' | 'attempts'>, now: Date): boolean {
  db.delete(sessions).where(lte(sessions.expiresAt, now)).run()
  dropExpiredInvitations(db, now)
  counters.cleanUp(now)
  return [sessions, invitations, attempts].some(
    (table) => db.select().from(table).limit(1).get() !== undefined,
  )
}
