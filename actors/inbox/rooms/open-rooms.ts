import { eq, lt } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { rooms } from '../schema.ts'

export interface OpenRoom {
  readonly session: string
  readonly conversation: ConversationId
  /** Until when the room believes in the session, in milliseconds since 1970. */
  readonly until: number
}

/** In which rooms of conversations sessions may be. */
export class OpenRooms {
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /** Remembers one, and forgets those that tell their sessions nothing any more. */
  enter({ session, conversation, until }: OpenRoom, now: number): void {
    this.#db.delete(rooms).where(lt(rooms.until, now)).run()
    this.#db
      .insert(rooms)
      .values({ session, conversationId: conversation, until })
      .onConflictDoUpdate({ target: [rooms.session, rooms.conversationId], set: { until } })
      .run()
  }

  /** @param session undefined: of all. @returns those that it was in, which it is in no more */
  leave(session: string | undefined): { readonly session: string; readonly conversation: ConversationId }[] {
    return this.#db
      .delete(rooms)
      .where(session === undefined ? undefined : eq(rooms.session, session))
      .returning({ session: rooms.session, conversation: rooms.conversationId })
      .all()
  }
}
