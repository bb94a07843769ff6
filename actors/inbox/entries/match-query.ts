import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { entries } from '../schema.ts'

/** Words and "quoted phrases" of what a person typed; everything else of FTS5's query language is left out. */
const TERMS = /"([^"]+)"|([\p{L}\p{N}_]+(?:['’.-][\p{L}\p{N}_]+)*)/gu

/**
 * A person's query as an FTS5 expression: every term must match, the last one as a prefix while it is being typed.
 * @returns an empty string when nothing in it can be searched for
 */
export function toFtsExpression(query: string): string {
  const terms = [...query.matchAll(TERMS)].map(([, phrase, word]) => ({ text: phrase ?? word ?? '', phrase }))
  const usable = terms.filter((term) => /[\p{L}\p{N}]/u.test(term.text))
  return usable
    .map((term, index) => {
      const prefix = index === usable.length - 1 && term.phrase === undefined ? '*' : ''
      return `"${term.text.replaceAll('"', ' ')}"${prefix}`
    })
    .join(' ')
}

/** Entries whose title, author or text match; a query without a word matches nothing. */
export function matchQuery(query: string): SQL {
  const expression = toFtsExpression(query)
  if (expression === '') return sql`0`
  return sql`${entries.no} IN (SELECT rowid FROM entry_bodies WHERE entry_bodies MATCH ${expression})`
}
