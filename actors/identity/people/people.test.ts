import { runInDurableObject } from 'cloudflare:test'
import { drizzle } from 'drizzle-orm/durable-sqlite'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PageQuery } from '@switchboard/shared-types/api/admin'
import { newId } from '@switchboard/shared-types/ids'
import { people } from '../schema.ts'
import { codeOf, House, valueOf } from '../testing/house.ts'
import { listPeople } from './people.ts'

type Database = Parameters<typeof listPeople>[0]

function insertPeople(db: Database, names: readonly string[], at: Date = new Date()): string[] {
  return names.map((name) => {
    const id = newId('per', at.getTime())
    const row = { id, name, email: `${id.toLowerCase()}@example.com`, createdAt: at, updatedAt: at }
    db.insert(people)
      .values({ ...row, emailVerified: false })
      .run()
    return id
  })
}

function pages(db: Database, query: PageQuery, between: () => void = () => undefined): string[] {
  const seen: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; between()) {
    const page = valueOf(listPeople(db, cursor === undefined ? query : { ...query, cursor }))
    expect(page.people.length).toBeLessThanOrEqual(query.limit)
    seen.push(...page.people.map((person) => person.id))
    cursor = page.nextCursor
  }
  return seen
}

async function withDatabase(name: string, work: (db: Database) => void): Promise<void> {
  await runInDurableObject(new House(name).actor, (_actor, { storage }) => {
    work(drizzle(storage))
  })
}

describe('the list of people', () => {
  it('shows each once, newest first, whatever the page size and whoever joins meanwhile', async () => {
    await withDatabase('paged', (db) => {
      const shape = [fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 10 })] as const
      fc.assert(
        fc.property(...shape, (count, limit) => {
          db.delete(people).run()
          const later = new Date(Date.now() + 1000)
          const ids = insertPeople(
            db,
            Array.from({ length: count }, () => 'somebody'),
          )
          const seen = pages(db, { limit }, () => insertPeople(db, ['newcomer'], later))
          expect(seen).toEqual(ids.toSorted().toReversed())
        }),
        { numRuns: 30 },
      )
    })
  })

  it('finds by a part of the name or the address, with every character meaning itself', async () => {
    await withDatabase('found', (db) => {
      const [ada, percent, jose] = insertPeople(db, ['Ada Lovelace', '100% Bob_', 'José'])
      const find = (q: string) => pages(db, { q, limit: 10 })
      expect(find('LOVE')).toEqual([ada])
      expect(find('%')).toEqual([percent])
      expect(find('b_')).toEqual([percent])
      expect(find('osé')).toEqual([jose])
      expect(find(String(ada).toUpperCase())).toEqual([ada])
      expect(find("'; --")).toEqual([])
      expect(find('x'.repeat(200))).toEqual([])
    })
  })

  it('refuses a cursor that it did not give', async () => {
    await withDatabase('cursor', (db) => {
      fc.assert(
        fc.property(fc.string(), (cursor) => {
          expect(codeOf(listPeople(db, { cursor, limit: 10 }))).toBe('cursor.invalid')
        }),
      )
    })
  })

  it('tells who is who and when they were last seen', async () => {
    const house = new House('rows')
    const { actor, id, trace } = house
    const ada = await house.joined('ada')
    const bob = await house.joined('bob')
    const { people: rows, nextCursor } = valueOf(await actor.people(id, trace, { limit: 50 }))
    expect(nextCursor).toBeNull()
    const shown = new Map(rows.map((row) => [row.id, row]))
    for (const { person } of [ada, bob]) {
      expect(shown.get(person.id)).toMatchObject({ ...person, status: 'active' })
      expect(Date.parse(shown.get(person.id)?.lastSeenAt ?? '')).toBeGreaterThanOrEqual(
        Date.parse(person.createdAt),
      )
    }
    await house.entered('bob')
    const details = valueOf(await actor.person(id, trace, bob.person.id))
    expect(details).toMatchObject({ id: bob.person.id, sessions: 2 })
  })
})
