import { eq, isNotNull, lte } from 'drizzle-orm'
import type { Routes } from '@switchboard/kernel/outbox/message'
import type { GroupAct } from '@switchboard/shared-types/contracts/identity-groups'
import { getStub } from '@switchboard/shared-types/door'
import { InboxId, inboxOf, RouterId, routerOf } from '@switchboard/shared-types/ids'
import type { GroupId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Realm } from '../realm.ts'
import { groupInvitations, groups, members } from '../schema.ts'
import { asOwner } from './admit.ts'

type Part = Pick<Realm, 'db' | 'storage' | 'send'>

const PURGE_INBOX = 'group.purge-inbox'
const PURGE_ROUTER = 'group.purge-router'
/** Longer than the edge believes claims: what was done in the group's name after its end lies behind by then. */
const CLAIMS_MS = 10 * 60 * 1000

/** An owner deletes a group, with its inbox, channels, conversations and router. */
export function deleteGroup(
  realm: Part,
  act: GroupAct,
  trace: Trace,
): Result<null, 'auth.required' | 'group.not_member' | 'group.owner_only'> {
  return realm.storage.transactionSync(() => {
    const asked = asOwner(realm.db, act)
    if (!asked.ok) return asked
    endGroup(realm, act.group, trace)
    return ok(null)
  })
}

/**
 * Nobody belongs to the group any more, and its inbox and router are told to purge, which also closes their live
 * connections. The messages wait in the outbox, so a crash at any point resumes by itself. Part of the caller's
 * transaction.
 */
export function endGroup(
  realm: Pick<Realm, 'db' | 'send'>,
  group: GroupId,
  trace: Trace,
  now: Date = new Date(),
): void {
  realm.db.delete(members).where(eq(members.groupId, group)).run()
  realm.db.delete(groupInvitations).where(eq(groupInvitations.groupId, group)).run()
  realm.db.update(groups).set({ deletedAt: now }).where(eq(groups.id, group)).run()
  sendPurge(realm, group, trace)
}

/**
 * Somebody whose claims still named the group may have opened its inbox anew after it was purged, so it is purged once
 * more when no claims can name it.
 */
export function forgetDeletedGroups(realm: Part, trace: Trace, now: Date): void {
  realm.storage.transactionSync(() => {
    const over = realm.db
      .delete(groups)
      .where(lte(groups.deletedAt, new Date(now.getTime() - CLAIMS_MS)))
      .returning({ id: groups.id })
      .all()
    for (const { id } of over) sendPurge(realm, id, trace)
  })
}

export function hasDeletedGroups(db: Realm['db']): boolean {
  return db.select().from(groups).where(isNotNull(groups.deletedAt)).limit(1).get() !== undefined
}

export function groupDeletionRoutes(env: Pick<ActorsEnv, 'INBOX' | 'ROUTER'>): Routes {
  return {
    [PURGE_INBOX]: ({ target }, trace) => {
      const inbox = InboxId.parse(target)
      return getStub(env.INBOX, inbox).purge(inbox, trace)
    },
    [PURGE_ROUTER]: ({ target }, trace) => {
      const router = RouterId.parse(target)
      return getStub(env.ROUTER, router).purge(router, trace)
    },
  }
}

function sendPurge({ send }: Pick<Realm, 'send'>, group: GroupId, trace: Trace): void {
  send(PURGE_INBOX, inboxOf(group), {}, trace)
  send(PURGE_ROUTER, routerOf(group), {}, trace)
}
