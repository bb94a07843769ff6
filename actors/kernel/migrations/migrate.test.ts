import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { rowsWritten } from '../../testing/rows-written.ts'
import { probeId } from '../../testing/kernel/probe.ts'
import { stubOf, within } from '../../testing/kernel/within.ts'
import { migrate } from './migrate.ts'
import type { Migrations } from './migrate.ts'

const STEPS = [
  'CREATE TABLE `one` (`n` integer);\n--> statement-breakpoint\nCREATE INDEX `one_n` ON `one` (`n`);',
  "ALTER TABLE `one` ADD `text` text DEFAULT 'kept' NOT NULL;",
  'CREATE TABLE `two` (`n` integer);--> statement-breakpoint\nINSERT INTO `two` SELECT `n` FROM `one`;',
]

function upTo(steps: readonly string[]): Migrations {
  return {
    journal: { entries: steps.map((_, idx) => ({ idx, tag: `${idx}_step` })) },
    migrations: Object.fromEntries(steps.map((step, idx) => [`m${String(idx).padStart(4, '0')}`, step])),
  }
}

/** A storage on which nothing has been migrated yet. */
function onEmpty(name: string, work: (storage: DurableObjectStorage) => void | Promise<void>): Promise<void> {
  return within(probeId(name), async ({ storage }) => {
    await storage.deleteAll()
    await work(storage)
  })
}

const tables = (storage: DurableObjectStorage) =>
  storage.sql
    .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%cf%' ORDER BY name")
    .toArray()
    .map(({ name }) => name)

describe('migrations', () => {
  it.each([0, 1, 2, 3])('bring storage at step %i, with rows in it, to the newest step', async (from) => {
    await onEmpty(`from-${from}`, (storage) => {
      migrate(storage, upTo(STEPS.slice(0, from)))
      if (from > 0) storage.sql.exec('INSERT INTO one (n) VALUES (42)')
      migrate(storage, upTo(STEPS))
      expect(tables(storage)).toEqual(['one', 'two'])
      const rows = storage.sql.exec('SELECT n, text FROM one').toArray()
      expect(rows).toEqual(from > 0 ? [{ n: 42, text: 'kept' }] : [])
      if (from === 1 || from === 2) expect(storage.sql.exec('SELECT n FROM two').toArray()).toEqual([{ n: 42 }])
    })
  })

  it('leave everything as it was when a step fails, and go through once it is mended', async () => {
    await onEmpty('failing', (storage) => {
      migrate(storage, upTo(STEPS.slice(0, 1)))
      storage.sql.exec('INSERT INTO one (n) VALUES (42)')
      const broken = [...STEPS.slice(0, 2), 'CREATE TABLE half (n); CREATE TABLE one (n);']
      expect(() => migrate(storage, upTo(broken))).toThrow('table one already exists')
      expect(tables(storage)).toEqual(['one'])
      expect(storage.sql.exec('SELECT * FROM one').toArray()).toEqual([{ n: 42 }])
      migrate(storage, upTo(STEPS))
      expect(tables(storage)).toEqual(['one', 'two'])
    })
  })

  it('refuse storage that a newer version has written, and say so', async () => {
    await onEmpty('newer', (storage) => {
      migrate(storage, upTo(STEPS))
      expect(() => migrate(storage, upTo(STEPS.slice(0, 2)))).toThrow('storage has 3 migrations, this version knows 2')
      expect(tables(storage)).toEqual(['one', 'two'])
    })
  })

  it('name the step whose statements are missing', async () => {
    await onEmpty('missing', (storage) => {
      const { journal } = upTo(STEPS)
      expect(() => migrate(storage, { journal, migrations: {} })).toThrow('migration 0_step is missing')
    })
  })

  it('write nothing when there is nothing to do', async () => {
    const id = probeId('nothing-to-do')
    await onEmpty('nothing-to-do', (storage) => void migrate(storage, upTo(STEPS)))
    const { writes } = await rowsWritten(stubOf(id), () =>
      runInDurableObject(stubOf(id), (_, { storage }) => migrate(storage, upTo(STEPS))),
    )
    expect(writes).toEqual([])
  })
})
