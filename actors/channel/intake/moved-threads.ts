import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { conversationIdOf } from '@switchboard/shared-types/ids'
import type { ChannelId, ConversationId } from '@switchboard/shared-types/ids'
import { movedThreads } from './tables.ts'

/** Which conversation a thread belongs to that has got another name at the platform. There are few, if any. */
export class MovedThreads {
  readonly #db: DrizzleSqliteDODatabase
  #known: Map<string, ConversationId> | undefined

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  async conversationOf(channel: ChannelId, thread: string): Promise<ConversationId> {
    return this.#all().get(thread) ?? (await conversationIdOf(channel, thread))
  }

  /** Part of the caller's transaction. */
  add(thread: string, conversation: ConversationId): void {
    this.#db
      .insert(movedThreads)
      .values({ thread, conversation })
      .onConflictDoUpdate({ target: movedThreads.thread, set: { conversation } })
      .run()
    this.#all().set(thread, conversation)
  }

  forget(): void {
    this.#known = undefined
  }

  #all(): Map<string, ConversationId> {
    const rows = (): (typeof movedThreads.$inferSelect)[] => this.#db.select().from(movedThreads).all()
    this.#known ??= new Map(rows().map(({ thread, conversation }) => [thread, conversation]))
    return this.#known
  }
}
