import { randomBytes } from 'node:crypto'
import { and, count, desc, eq, gt, lte } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { MAX_GROUP_INVITATIONS } from '@switchboard/shared-types/api/groups'
import type { GroupInvitation, NewGroupInvitation } from '@switchboard/shared-types/api/groups'
import type { GroupAct } from '@switchboard/shared-types/contracts/identity-groups'
import { newId } from '@switchboard/shared-types/ids'
import type { GroupInvitationId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Realm } from '../realm.ts'
import { groupInvitations } from '../schema.ts'
import { digest } from '../sessions/token.ts'
import { asOwner } from './admit.ts'

type Part = Pick<Realm, 'db' | 'storage'>
type InvitationRecord = typeof groupInvitations.$inferSelect
type OwnerError = 'auth.required' | 'group.not_member' | 'group.owner_only'

const LIFE_MS = 7 * 24 * 60 * 60 * 1000
const CODE_BYTES = 16

/** The invitations that are still good, the newest first. */
export function listGroupInvitations(
  { db }: Part,
  act: GroupAct,
  now: Date = new Date(),
): Result<GroupInvitation[], OwnerError> {
  const asked = asOwner(db, act)
  if (!asked.ok) return asked
  const open = db
    .select()
    .from(groupInvitations)
    .where(and(eq(groupInvitations.groupId, act.group), gt(groupInvitations.expiresAt, now)))
    .orderBy(desc(groupInvitations.id))
    .all()
  return ok(open.map(toGroupInvitation))
}

/** @returns the one time that the code is seen: the storage holds its digest */
export function inviteToGroup(
  { db, storage }: Part,
  act: GroupAct,
  now: Date = new Date(),
): Result<NewGroupInvitation, OwnerError | 'group.too_many_invitations'> {
  return storage.transactionSync(() => {
    const asked = asOwner(db, act)
    if (!asked.ok) return asked
    dropExpiredGroupInvitations(db, now)
    if (countOpen(db, act) >= MAX_GROUP_INVITATIONS) return TOO_MANY
    const code = randomBytes(CODE_BYTES).toString('base64url')
    const row: InvitationRecord = {
      id: newId('inv', now.getTime()),
      groupId: act.group,
      codeHash: digest(code),
      invitedBy: asked.value.personId,
      createdAt: now,
      expiresAt: new Date(now.getTime() + LIFE_MS),
    }
    db.insert(groupInvitations).values(row).run()
    return ok({ ...toGroupInvitation(row), code })
  })
}

export function revokeGroupInvitation(
  { db, storage }: Part,
  { invitation, ...act }: GroupAct & { readonly invitation: GroupInvitationId },
): Result<null, OwnerError | 'invitation.not_found'> {
  return storage.transactionSync(() => {
    const asked = asOwner(db, act)
    if (!asked.ok) return asked
    const gone = db
      .delete(groupInvitations)
      .where(and(eq(groupInvitations.id, invitation), eq(groupInvitations.groupId, act.group)))
      .returning()
      .all()
    return gone.length === 1 ? ok(null) : NO_SUCH_INVITATION
  })
}

/** @returns undefined for a code that is unknown, spent or expired */
export function findGroupInvitation(
  db: DrizzleSqliteDODatabase,
  code: string,
  now: Date,
): InvitationRecord | undefined {
  return db
    .select()
    .from(groupInvitations)
    .where(and(eq(groupInvitations.codeHash, digest(code)), gt(groupInvitations.expiresAt, now)))
    .get()
}

/** Part of the transaction in which somebody joins. */
export function spendGroupInvitation(db: DrizzleSqliteDODatabase, { id }: InvitationRecord): void {
  db.delete(groupInvitations).where(eq(groupInvitations.id, id)).run()
}

export function dropExpiredGroupInvitations(db: DrizzleSqliteDODatabase, now: Date): void {
  db.delete(groupInvitations).where(lte(groupInvitations.expiresAt, now)).run()
}

const TOO_MANY = err(
  'group.too_many_invitations',
  `A group can have ${MAX_GROUP_INVITATIONS} open invitations. Take one back that is not needed any more.`,
)
const NO_SUCH_INVITATION = err('invitation.not_found', 'There is no such invitation.')

function countOpen(db: DrizzleSqliteDODatabase, { group }: GroupAct): number {
  const found = db
    .select({ count: count() })
    .from(groupInvitations)
    .where(eq(groupInvitations.groupId, group))
    .get()
  return found?.count ?? 0
}

function toGroupInvitation({ id, invitedBy, createdAt, expiresAt }: InvitationRecord): GroupInvitation {
  return { id, invitedBy, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() }
}
