import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { rowsWritten } from './rows-written.ts'

const stub = () => env.DIRECTORY.getByName('dir_1')
const within = (work: (storage: DurableObjectStorage) => unknown) =>
  runInDurableObject(stub(), (_, { storage }) => void work(storage))

it('counts one row for an insert, one for its secondary index, one for a key and one for an alarm', async () => {
  await within(({ sql }) =>
    sql.exec('CREATE TABLE plain (n); CREATE TABLE indexed (n); CREATE INDEX i ON indexed (n)'),
  )
  const counted = await rowsWritten(stub(), () =>
    within((storage) => {
      storage.sql.exec('INSERT INTO plain VALUES (1)')
      storage.sql.exec('INSERT INTO indexed VALUES (1)')
      storage.kv.put('key', 1)
      void storage.setAlarm(Date.now() + 60_000)
    }),
  )
  expect(counted.writes.map(({ rows }) => rows)).toEqual([1, 2, 1, 1])
  expect(counted.rows).toBe(5)
})

it('counts nothing for what only reads, nor for what comes after', async () => {
  const counted = await rowsWritten(stub(), () =>
    within(({ sql }) => sql.exec('SELECT count(*) FROM plain').one()),
  )
  await within(({ sql }) => sql.exec('DELETE FROM plain'))
  expect(counted).toEqual({ rows: 0, writes: [] })
})
