import { lte } from 'drizzle-orm'
import type { Trace } from '@switchboard/shared-types/trace'
import { forgetDeletedGroups, hasDeletedGroups } from './groups/deletion.ts'
import { dropExpiredGroupInvitations } from './groups/invitations.ts'
import type { Realm } from './realm.ts'
import { dropExpiredInvitations } from './registration/invitations.ts'
import { attempts, groupInvitations, invitations, sessions } from './schema.ts'

const EVERY_MS = 24 * 60 * 60 * 1000

/** @param random uniform in [0, 1) @returns ms since the epoch: a day from now, give or take an eighth */
export function nextCleanUp(now: number, random: number): number {
  return now + EVERY_MS * (0.875 + random / 4)
}

/**
 * Drops what has expired: sessions, invitations, counters of attempts that are full again, and what is left of groups.
 * @returns whether anything is left that will expire
 */
export function cleanUp(
  realm: Pick<Realm, 'db' | 'storage' | 'attempts' | 'send'>,
  trace: Trace,
  now: Date,
): boolean {
  const { db, attempts: counters } = realm
  db.delete(sessions).where(lte(sessions.expiresAt, now)).run()
  dropExpiredInvitations(db, now)
  dropExpiredGroupInvitations(db, now)
  forgetDeletedGroups(realm, trace, now)
  counters.cleanUp(now)
  const isAnyLeft = [sessions, invitations, groupInvitations, attempts].some(
    (table) => db.select().from(table).limit(1).get() !== undefined,
  )
  return isAnyLeft || hasDeletedGroups(db)
}
