import { runInDurableObject } from 'cloudflare:test'
import { migrate } from '@switchboard/kernel/migrations/migrate'
import { drizzle } from 'drizzle-orm/durable-sqlite'
import { describe, expect, it } from 'vitest'
import { RawMailStore } from './mail/raw-mail-store.ts'
import migrations from './migrations/migrations.js'
import { House, message } from './testing/house.ts'

function rawMail(house: House, mail: string): Promise<Uint8Array | null> {
  return runInDurableObject(house.stub, (_, { storage }) =>
    new RawMailStore({ channel: house.id, db: drizzle(storage), storage, bucket: null }).read(mail),
  )
}

const steps = migrations.journal.entries.length

describe('storage of an older version', () => {
  it.each(Array.from({ length: steps }, (_, n) => n + 1))(
    'that stands at step %i is brought to the newest, rows and all',
    async (step) => {
      const house = await House.webhook()
      const [account] = await house.rows('SELECT * FROM account')
      await runInDurableObject(house.stub, async (_, { storage }) => {
        await storage.deleteAll()
        const journal = { entries: migrations.journal.entries.slice(0, step) }
        migrate(storage, { ...migrations, journal })
        const { id = '', owner = '', secrets = '', state = '' } = account ?? {}
        storage.sql.exec(
          `INSERT INTO account (id, owner, kind, name, secrets, state, intake, standing, created_at)
            VALUES (?, ?, 'webhook', 'Old shop', ?, ?, 'hook', 'connected', '2026-01-01T00:00:00.000Z')`,
          id,
          owner,
          secrets,
          state,
        )
        storage.sql.exec("INSERT INTO seen (event_id, at) VALUES ('ev-old', '2026-01-01T00:00:00.000Z')")
        storage.sql.exec(
          "INSERT INTO raw_mails (id, at, bytes, in_bucket) VALUES ('old', '2026-01-01T00:00:00.000Z', 3, 0)",
        )
        storage.sql.exec(
          "INSERT INTO raw_mail_chunks (mail, no, bytes) VALUES ('old', 0, ?)",
          new Uint8Array([1, 2, 3]),
        )
      })
      await house.evict()
      expect(await house.channel()).toMatchObject({ name: 'Old shop', state: 'connected' })
      expect(await house.tell(message('known', { id: 'ev-old' }))).toBe(200)
      expect(await house.rows('SELECT event_id FROM seen')).toHaveLength(1)
      expect(await rawMail(house, 'old')).toEqual(new Uint8Array([1, 2, 3]))
    },
  )

  it('that a newer version wrote is refused', async () => {
    const house = await House.webhook()
    await runInDurableObject(house.stub, (_, { storage }) => storage.kv.put('kernel:migrations', 99))
    await expect(house.evict().then(() => house.channel())).rejects.toThrow(/migrations/)
  })
})
