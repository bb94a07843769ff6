import { customType, index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'

import type { GroupId, GroupInvitationId, PersonId } from '@switchboard/shared-types/ids'

export { applied, jobs, outbox } from '@switchboard/kernel/tables'

/** better-auth hands over and expects Dates; storage holds ISO 8601 UTC, which also sorts as text. */
const instant = customType<{ data: Date; driverData: string }>({
  dataType: () => 'text',
  toDriver: (date) => date.toISOString(),
  fromDriver: (stored) => new Date(stored),
})

/** better-auth's `user`, with our role and status. */
export const people = sqliteTable('people', {
  id: text().primaryKey(),
  name: text().notNull(),
  /** Lower case. */
  email: text().notNull().unique(),
  emailVerified: integer('email_verified', { mode: 'boolean' }).notNull(),
  role: text({ enum: ['admin', 'member'] })
    .notNull()
    .default('member'),
  status: text({ enum: ['active', 'suspended', 'deleting'] })
    .notNull()
    .default('active'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** better-auth's `session`. `token` is the SHA-256 of what the person's device holds. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: text().primaryKey(),
    userId: text('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    token: text().notNull().unique(),
    expiresAt: instant('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: instant('created_at').notNull(),
    /** When the session was last used, to the hour. */
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [index('sessions_of_person').on(table.userId)],
)

/** better-auth's `account`: one way to sign in. Today each person has one, with a password. */
export const credentials = sqliteTable(
  'credentials',
  {
    id: text().primaryKey(),
    userId: text('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    providerId: text('provider_id').notNull(),
    accountId: text('account_id').notNull(),
    password: text(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [index('credentials_of_person').on(table.userId)],
)

/** A spent invitation is deleted. */
export const invitations = sqliteTable('invitations', {
  /** SHA-256 of the code: the code itself is shown once and not kept. */
  codeHash: text('code_hash').primaryKey(),
  expiresAt: instant('expires_at').notNull(),
})

/** A group that was deleted stays until nobody can hold claims for it any more, see groups/deletion.ts. */
export const groups = sqliteTable('groups', {
  id: text().$type<GroupId>().primaryKey(),
  name: text().notNull(),
  createdAt: instant('created_at').notNull(),
  deletedAt: instant('deleted_at'),
})

/** Who belongs to a group. A group that is not deleted has an owner. */
export const members = sqliteTable(
  'members',
  {
    groupId: text('group_id')
      .$type<GroupId>()
      .notNull()
      .references(() => groups.id, { onDelete: 'cascade' }),
    personId: text('person_id')
      .$type<PersonId>()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    role: text({ enum: ['owner', 'member'] }).notNull(),
    joinedAt: instant('joined_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.groupId, table.personId] }),
    index('members_of_person').on(table.personId),
  ],
)

/** A spent invitation is deleted. */
export const groupInvitations = sqliteTable(
  'group_invitations',
  {
    id: text().$type<GroupInvitationId>().primaryKey(),
    groupId: text('group_id')
      .$type<GroupId>()
      .notNull()
      .references(() => groups.id, { onDelete: 'cascade' }),
    /** SHA-256 of the code: the code itself is shown once and not kept. */
    codeHash: text('code_hash').notNull().unique(),
    invitedBy: text('invited_by').$type<PersonId>().notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index('invitations_of_group').on(table.groupId)],
)

/** One token bucket per account and per address. */
export const attempts = sqliteTable('attempts', {
  key: text().primaryKey(),
  tokens: real().notNull(),
  updatedAt: instant('updated_at').notNull(),
  /** When the bucket is full again, so that forgetting it changes nothing. */
  fullAt: instant('full_at').notNull(),
})

/** What admins changed of the realm's settings. */
export const settings = sqliteTable('settings', {
  name: text().primaryKey(),
  value: text().notNull(),
})
