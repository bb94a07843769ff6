import { desc, eq, isNull, lte } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { NOTIFICATIONS_KEPT } from '@switchboard/shared-types/api/notifications'
import type { Notification, ReadNotifications } from '@switchboard/shared-types/api/notifications'
import type { NewNotification } from '@switchboard/shared-types/contracts/inbox'
import { newId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Timeline } from '../history/timeline.ts'
import { unseen } from '../inbox.ts'
import type { Written } from '../inbox.ts'
import { notifications } from '../schema.ts'
import { inList } from '../sql/in-list.ts'

export interface NotificationTables {
  readonly db: DrizzleSqliteDODatabase
  readonly timeline: Timeline
}

type NotificationRow = typeof notifications.$inferSelect

/** Tells the person something, once for each key that is still known. Call it inside a transaction. */
export function addNotification(
  { db, timeline }: NotificationTables,
  input: NewNotification,
  now: Date,
): Written<Result<null>> {
  const told = db.select().from(notifications).where(eq(notifications.key, input.key)).get()
  if (told !== undefined) return unseen(ok(null))
  const { about = null, group: groupId = null, ...kept } = input
  const values = { ...kept, id: newId('ntf', now.getTime()), about, groupId }
  const row = db.insert(notifications).values(values).returning().get()
  db.delete(notifications)
    .where(lte(notifications.no, row.no - NOTIFICATIONS_KEPT))
    .run()
  const event = timeline.record({ type: 'notification.added', notification: toNotification(row) }, now)
  return { answer: ok(null), events: [event] }
}

/** @returns all that are kept, newest first */
export function listNotifications({ db }: NotificationTables): Notification[] {
  return db.select().from(notifications).orderBy(desc(notifications.no)).all().map(toNotification)
}

/** Marks some, or all, as read. Call it inside a transaction. */
export function readNotifications(
  { db, timeline }: NotificationTables,
  which: ReadNotifications,
  now: Date,
): Written<Result<{ changed: number }>> {
  const asked = 'ids' in which ? new Set<string>(which.ids) : null
  const unread = db.select().from(notifications).where(isNull(notifications.readAt)).all()
  const rows = unread.filter(({ id }) => asked === null || asked.has(id))
  if (rows.length === 0) return unseen(ok({ changed: 0 }))
  const at = now.toISOString()
  const numbers = rows.map(({ no }) => no)
  db.update(notifications).set({ readAt: at }).where(inList(notifications.no, numbers)).run()
  const event = timeline.record({ type: 'notifications.read', ids: rows.map(({ id }) => id), at }, now)
  return { answer: ok({ changed: rows.length }), events: [event] }
}

function toNotification({
  id,
  kind,
  title,
  text,
  about,
  groupId,
  at,
  readAt,
}: NotificationRow): Notification {
  return { id, kind, title, text, about, group: groupId, at, readAt }
}
