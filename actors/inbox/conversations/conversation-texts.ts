import { sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import * as z from 'zod'
import { toFtsExpression } from '@switchboard/kernel/search/fts-expression'
import { ChannelId, MessageId, RuleId } from '@switchboard/shared-types/ids'

/** A message that came in lately, as rules read it. */
export const RecentMessage = z.object({
  id: MessageId,
  channel: ChannelId,
  author: z.object({ key: z.string(), name: z.string(), handle: z.string().nullable() }),
  text: z.string(),
  at: z.string(),
  nature: z.enum(['ordinary', 'auto', 'bulk', 'bounce']),
  /** Of the snapshot that told this text: an older one does not replace it. */
  version: z.number().default(0),
  /** Rules that need an analysis have been asked too. */
  analysed: z.boolean(),
  /** The rule after which no later one is asked. */
  stoppedBy: RuleId.nullable(),
})
export type RecentMessage = z.infer<typeof RecentMessage>

/** What an inbox remembers of a conversation's messages. */
export interface Texts {
  readonly title: string
  readonly people: string
  /** Whole. */
  readonly summary: string
  /** Newest last. */
  readonly recent: readonly RecentMessage[]
  /** Times and ids of those that rules were asked about, ascending. */
  readonly handled: readonly string[]
}

const Stored = z.object({
  title: z.string(),
  people: z.string(),
  summary: z.string(),
  recent: z.string(),
  handled: z.string(),
})

const Hit = z.object({ no: z.number() })

/** The search index over conversations, which also holds what rules are tried on: one row for both. */
export class ConversationTexts {
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  read(no: number): Texts {
    const row = this.#db.get(sql`SELECT title, people, summary, recent, handled
      FROM conversation_texts WHERE rowid = ${no}`)
    const stored = Stored.safeParse(row)
    if (!stored.success) return { title: '', people: '', summary: '', recent: [], handled: [] }
    const { recent, handled, ...texts } = stored.data
    return {
      ...texts,
      recent: z.array(RecentMessage).parse(JSON.parse(recent)),
      handled: z.array(z.string()).parse(JSON.parse(handled)),
    }
  }

  /** @returns the numbers of the conversations that a person's query finds; a query without a word finds none */
  search(query: string): Set<number> {
    const expression = toFtsExpression(query)
    if (expression === '') return new Set()
    const found = this.#db.all(sql`SELECT rowid AS no FROM conversation_texts
      WHERE conversation_texts MATCH ${expression}`)
    return new Set(
      z
        .array(Hit)
        .parse(found)
        .map(({ no }) => no),
    )
  }

  /** Writes them where they differ from what was there. Part of the caller's transaction. */
  save(no: number, before: Texts, after: Texts): void {
    if (JSON.stringify(before) === JSON.stringify(after)) return
    const { title, people, summary, recent, handled } = after
    const texts = recent.map(({ text }) => text).join('\n')
    this.#db.run(sql`INSERT OR REPLACE INTO conversation_texts
      (rowid, title, people, summary, texts, recent, handled) VALUES
      (${no}, ${title}, ${people}, ${summary}, ${texts}, ${JSON.stringify(recent)}, ${JSON.stringify(handled)})`)
  }

  /** Part of the caller's transaction. */
  remove(no: number): void {
    this.#db.run(sql`DELETE FROM conversation_texts WHERE rowid = ${no}`)
  }
}
