import { and, desc, gt, sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { DeadLetter, DeadLetterPage, PageQuery } from '@switchboard/shared-types/api/admin'
import { DeadLetterId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { badCursor, toPage } from '../paging.ts'
import { deadLetters } from '../schema.ts'

/** A message that dies again after a replay is the same letter with a newer reason. */
export function reportDeadLetter(db: DrizzleSqliteDODatabase, letter: DeadLetter): void {
  db.insert(deadLetters).values(letter).onConflictDoUpdate({ target: deadLetters.id, set: letter }).run()
}

export function forgetDeadLetter(db: DrizzleSqliteDODatabase, letter: string): void {
  db.delete(deadLetters)
    .where(sql`${deadLetters.id} = ${letter}`)
    .run()
}

/** A page of this shard's dead letters, the youngest message first. */
export function listDeadLetters(
  db: DrizzleSqliteDODatabase,
  { q, cursor, limit }: PageQuery,
): Result<DeadLetterPage, 'cursor.invalid'> {
  if (cursor !== undefined && !DeadLetterId.safeParse(cursor).success) return badCursor()
  const rows = db
    .select()
    .from(deadLetters)
    .where(
      and(
        cursor === undefined ? undefined : sql`${deadLetters.id} < ${cursor}`,
        q === undefined ? undefined : gt(sql`instr(lower(${SEARCHED}), lower(${q}))`, 0),
      ),
    )
    .orderBy(desc(deadLetters.id))
    .limit(limit + 1)
    .all()
  const { shown, nextCursor } = toPage(rows, limit, (row) => row.id)
  return ok({ letters: [...shown], nextCursor })
}

const SEARCHED = sql.join(
  [deadLetters.actorId, deadLetters.target, deadLetters.kind, deadLetters.reason],
  sql` || ' ' || `,
)

export function findDeadLetter(
  db: DrizzleSqliteDODatabase,
  letter: string,
): Result<DeadLetter, 'dead_letter.not_found'> {
  const row = db
    .select()
    .from(deadLetters)
    .where(sql`${deadLetters.id} = ${letter}`)
    .get()
  return row === undefined ? err('dead_letter.not_found', 'There is no such dead letter.') : ok(row)
}
