import { and, desc, eq, gt } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Agent } from '@switchboard/shared-types/api/agent'
import type { MessageAuthor } from '@switchboard/shared-types/api/conversations/message'
import type { Author } from '@switchboard/shared-types/channel-event'
import type { ByWhom } from '@switchboard/shared-types/contracts/conversation'
import type { ChannelId, PersonId } from '@switchboard/shared-types/ids'
import { participants } from '../schema.ts'

export type ParticipantRow = typeof participants.$inferSelect

/** Notes and other things of the person themself, outside of any channel. */
export const OWNER: Author = { key: 'owner', name: 'You', handle: null, self: true, bot: false }

/** An agent writes on the person's side, under the name of its token. */
function authorOf({ id, name }: Agent): Author {
  return { key: id, name, handle: null, self: true, bot: true }
}

/** A member of the group whose inbox it is. What they are called is known to those who belong to it. */
function memberAuthor(person: PersonId): Author {
  return { key: person, name: 'A member of the group', handle: null, self: true, bot: false }
}

/** Who writes on the person's or the group's side. */
export function writerOf({ agent, member }: ByWhom): Author {
  if (agent !== undefined) return authorOf(agent)
  return member === undefined ? OWNER : memberAuthor(member)
}

/** How many a conversation shows, those who wrote last. */
const SHOWN = 100

/** Who wrote. Counts are gathered in memory and written once at the end of a write. */
export class ParticipantTable {
  readonly #db: DrizzleSqliteDODatabase
  #rows = new Map<number, ParticipantRow>()
  #numbers = new Map<string, number>()
  #changed = new Set<number>()

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /** Takes an author in, or what is new of one. Part of the caller's transaction, which ends with `flush`. */
  learn(channelId: ChannelId | null, author: Author, at: string): ParticipantRow {
    const known = this.#find(channelId ?? '', author.key)
    const { key, name, handle, self, bot } = author
    if (known === undefined) {
      const values = {
        channelId: channelId ?? ('' as const),
        key,
        name,
        handle,
        self,
        bot,
        messages: 0,
        lastAt: at,
      }
      return this.#keep(this.#db.insert(participants).values(values).returning().get())
    }
    if (at < known.lastAt || name === '') return known
    if (known.name === name && known.handle === handle && known.self === self && known.bot === bot)
      return known
    return this.#change({ ...known, name, handle, self, bot })
  }

  /** Counts messages that somebody wrote, or that went away with a negative number. */
  count(no: number, messages: number, at: string): void {
    const known = this.byNo(no)
    if (known === undefined) return
    const lastAt = messages > 0 && at > known.lastAt ? at : known.lastAt
    this.#change({ ...known, messages: known.messages + messages, lastAt })
  }

  byNo(no: number): ParticipantRow | undefined {
    const row =
      this.#rows.get(no) ?? this.#db.select().from(participants).where(eq(participants.no, no)).get()
    return row && this.#keep(row)
  }

  /** Those who have written something, who wrote last first. */
  newest(limit = SHOWN): ParticipantRow[] {
    this.flush()
    const wrote = this.#db.select().from(participants).where(gt(participants.messages, 0))
    return wrote.orderBy(desc(participants.lastAt)).limit(limit).all()
  }

  /** Writes what has changed. Part of the caller's transaction. */
  flush(): void {
    for (const no of this.#changed) {
      const row = this.#rows.get(no)
      if (row === undefined) continue
      // A column of an index costs a row where it is named, also where it stays as it is.
      const { name, handle, self, bot, messages, lastAt } = row
      const change = { name, handle, self, bot, messages, lastAt }
      this.#db.update(participants).set(change).where(eq(participants.no, no)).run()
    }
    this.#changed.clear()
  }

  /** Forgets what is in memory, after a transaction that did not hold or an erasure. */
  forget(): void {
    this.#rows.clear()
    this.#numbers.clear()
    this.#changed.clear()
  }

  #find(channelId: ChannelId | '', key: string): ParticipantRow | undefined {
    const no = this.#numbers.get(`${channelId}\n${key}`)
    if (no !== undefined) return this.#rows.get(no)
    const isThem = and(eq(participants.channelId, channelId), eq(participants.key, key))
    const row = this.#db.select().from(participants).where(isThem).get()
    return row && this.#keep(row)
  }

  #change(row: ParticipantRow): ParticipantRow {
    this.#changed.add(row.no)
    return this.#keep(row)
  }

  #keep(row: ParticipantRow): ParticipantRow {
    this.#rows.set(row.no, row)
    this.#numbers.set(`${row.channelId}\n${row.key}`, row.no)
    return row
  }
}

export function toAuthor({ key, name, handle, self, bot }: Author): MessageAuthor {
  return { key, name, handle, self, bot }
}
