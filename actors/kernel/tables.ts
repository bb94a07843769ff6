import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Jobs with a time of their own; see jobs/job-queue.ts for the one job that may live in the alarm slot alone. */
export const jobs = sqliteTable('jobs', {
  name: text().primaryKey(),
  dueAt: text('due_at').notNull(),
  attempts: integer().notNull().default(0),
  lastError: text('last_error'),
})

/** Messages to other actors, committed with the change that caused them. `deadAt` set: a dead letter. */
export const outbox = sqliteTable('outbox', {
  seq: integer().primaryKey(),
  key: text().notNull(),
  target: text().notNull(),
  kind: text().notNull(),
  body: text().notNull(),
  requestId: text('request_id').notNull(),
  createdAt: text('created_at').notNull(),
  dueAt: text('due_at').notNull(),
  attempts: integer().notNull().default(0),
  lastError: text('last_error'),
  deadAt: text('dead_at'),
})

/** Keys of calls that were applied and must not be applied again. */
export const applied = sqliteTable('applied', {
  key: text().primaryKey(),
  at: text().notNull(),
  answer: text().notNull(),
})
