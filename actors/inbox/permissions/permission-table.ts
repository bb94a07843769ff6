import { asc, desc, eq, lte, sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Permission, PermissionUse } from '@switchboard/shared-types/api/rules'
import { newId } from '@switchboard/shared-types/ids'
import type { ChannelId, PermissionId } from '@switchboard/shared-types/ids'
import { permissions, permissionUses } from '../schema.ts'

/** What left under standing permissions is known of the newest so many. */
const USES_KEPT = 500

/** Which channels rules may send to without asking, and what they sent. */
export class PermissionTable {
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  all(): Permission[] {
    return this.#db.select().from(permissions).orderBy(asc(permissions.grantedAt)).all()
  }

  forChannel(channel: ChannelId): Permission | undefined {
    return this.#db.select().from(permissions).where(eq(permissions.channelId, channel)).get()
  }

  /** Part of the caller's transaction. */
  grant(channelId: ChannelId, now: Date): Permission {
    const values = { id: newId('prm', now.getTime()), channelId, grantedAt: now.toISOString() }
    return this.#db.insert(permissions).values(values).returning().get()
  }

  /** Part of the caller's transaction. @returns whether there was such a permission */
  revoke(id: PermissionId): boolean {
    return this.#db.delete(permissions).where(eq(permissions.id, id)).returning().get() !== undefined
  }

  /** Part of the caller's transaction. @returns whether there was a permission for the channel */
  revokeFor(channel: ChannelId): boolean {
    const gone = this.#db.delete(permissions).where(eq(permissions.channelId, channel)).returning().all()
    return gone.length > 0
  }

  /** Newest first. */
  uses(limit: number = USES_KEPT): PermissionUse[] {
    const rows = this.#db.select().from(permissionUses).orderBy(desc(permissionUses.no)).limit(limit).all()
    return rows.map(({ no: _, ...use }) => use)
  }

  /** Writes down what leaves, and why. Part of the caller's transaction. */
  use(use: PermissionUse): void {
    const { no } = this.#db.insert(permissionUses).values(use).returning().get()
    this.#db
      .delete(permissionUses)
      .where(lte(permissionUses.no, no - USES_KEPT))
      .run()
    const used = sql`${permissions.used} + 1`
    this.#db
      .update(permissions)
      .set({ used, lastUsedAt: use.at })
      .where(eq(permissions.id, use.permissionId))
      .run()
  }
}
