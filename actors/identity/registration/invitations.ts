import { randomBytes } from 'node:crypto'
import { and, eq, gt, lte } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Invitation } from '@switchboard/shared-types/api/admin'
import { invitations } from '../schema.ts'
import { digest } from '../sessions/token.ts'

const LIFE_MS = 7 * 24 * 60 * 60 * 1000
const CODE_BYTES = 16

/** @returns the one time that the code is seen: the storage holds its digest */
export function createInvitation(db: DrizzleSqliteDODatabase, now: Date = new Date()): Invitation {
  const code = randomBytes(CODE_BYTES).toString('base64url')
  const expiresAt = new Date(now.getTime() + LIFE_MS)
  db.insert(invitations)
    .values({ codeHash: digest(code), expiresAt })
    .run()
  return { code, expiresAt: expiresAt.toISOString() }
}

export function isOpenInvitation(db: DrizzleSqliteDODatabase, code: string, now: Date = new Date()): boolean {
  return db.select().from(invitations).where(openWith(code, now)).get() !== undefined
}

/** Part of the sign-up's transaction. @returns false for a code that is unknown, spent or expired */
export function spendInvitation(db: DrizzleSqliteDODatabase, code: string, now: Date = new Date()): boolean {
  return db.delete(invitations).where(openWith(code, now)).returning().all().length === 1
}

export function dropExpiredInvitations(db: DrizzleSqliteDODatabase, now: Date): void {
  db.delete(invitations).where(lte(invitations.expiresAt, now)).run()
}

function openWith(code: string, now: Date) {
  return and(eq(invitations.codeHash, digest(code)), gt(invitations.expiresAt, now))
}
