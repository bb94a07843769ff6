import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { migrate } from '@switchboard/kernel/migrations/migrate'
import migrations from './migrations/migrations.js'
import { digest } from './sessions/token.ts'
import { admitted, founded } from './testing/groups.ts'
import { House, valueOf } from './testing/house.ts'

const PERSON = 'per_01J00000000000000000000000'
const TOKEN = 'a'.repeat(32)
const PAST = '2026-01-01T00:00:00.000Z'
const FUTURE = '2099-01-01T00:00:00.000Z'

/** Rows that every step has a table for. */
const ROWS: readonly (readonly [string, ...string[]])[] = [
  [`INSERT INTO people VALUES (?, 'Ada', 'ada@example.com', 0, 'admin', 'active', ?, ?)`, PERSON, PAST, PAST],
  [
    `INSERT INTO sessions VALUES ('ses_1', ?, ?, ?, NULL, NULL, ?, ?)`,
    PERSON,
    digest(TOKEN),
    FUTURE,
    PAST,
    FUTURE,
  ],
  [`INSERT INTO invitations VALUES (?, ?)`, digest('code'), FUTURE],
]

describe('storage of an older version', () => {
  it.each(migrations.journal.entries.map((_, n) => n + 1))(
    'that stands at step %i is brought to the newest, rows and all',
    async (step) => {
      const house = new House(`step-${step}`)
      await runInDurableObject(house.actor, async (_actor, { storage }) => {
        await storage.deleteAll()
        const journal = { entries: migrations.journal.entries.slice(0, step) }
        migrate(storage, { ...migrations, journal })
        for (const [query, ...values] of ROWS) storage.sql.exec(query, ...values)
      })
      // The object that runs knows nothing of the older storage under it, so it is not asked anything.
      await evictDurableObject(house.actor)
      const ada = valueOf(await house.session(TOKEN))
      expect(ada).toMatchObject({ person: { id: PERSON, name: 'Ada' }, groups: {} })
      const bob = valueOf(await house.signUp('bob', { invitation: 'code' }))
      const { id } = await founded(house, ada)
      expect(await admitted(house, ada, bob, id)).toMatchObject({ members: 2 })
    },
  )
})
