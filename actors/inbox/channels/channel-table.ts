import { eq, isNotNull } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import type { ChannelSnapshot } from '@switchboard/shared-types/contracts/inbox-messages'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { channels } from '../schema.ts'

/** The channels as they last described themselves. */
export class ChannelTable {
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /** @returns those that are connected, in the order in which they were */
  all(): Channel[] {
    const rows = this.#db.select().from(channels).where(isNotNull(channels.channel)).all()
    const found = rows.flatMap((row) => row.channel ?? [])
    return found.toSorted((one, other) => one.createdAt.localeCompare(other.createdAt))
  }

  /** All that were ever told of and are not gone. */
  ids(): ChannelId[] {
    const rows = this.#db.select({ id: channels.id }).from(channels).where(isNotNull(channels.channel)).all()
    return rows.map(({ id }) => id)
  }

  find(id: ChannelId): Channel | null {
    return this.#row(id)?.channel ?? null
  }

  /** The version of what was last told; null where nothing was. */
  versionOf(id: ChannelId): number | null {
    return this.#row(id)?.version ?? null
  }

  /** Part of the caller's transaction. */
  save({ id, version, channel }: ChannelSnapshot): void {
    const set = { version, channel }
    this.#db
      .insert(channels)
      .values({ id, ...set })
      .onConflictDoUpdate({ target: channels.id, set })
      .run()
  }

  /** Forgets a channel altogether. Part of the caller's transaction. */
  remove(id: ChannelId): void {
    this.#db.delete(channels).where(eq(channels.id, id)).run()
  }

  #row(id: ChannelId) {
    return this.#db.select().from(channels).where(eq(channels.id, id)).get()
  }
}
