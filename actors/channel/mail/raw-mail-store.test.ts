import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { drizzle } from 'drizzle-orm/durable-sqlite'
import { describe, expect, it } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { newId } from '@switchboard/shared-types/ids'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'
import { RawMailStore, type RawMailBucket } from './raw-mail-store.ts'

const NOW = Date.parse('2026-11-20T10:00:00Z')
const DAY_MS = 24 * 60 * 60 * 1000

interface Opened {
  readonly store: RawMailStore
  readonly rows: (table: string) => number
  readonly sql: (statement: string) => void
}

async function withStore(
  run: (opened: Opened) => Promise<void>,
  id: ChannelId = newId('chn'),
  bucket: RawMailBucket | null = null,
): Promise<void> {
  const stub = getStub(env.CHANNEL, id)
  await stub.health(id, startTrace('test'))
  await runInDurableObject(stub, async (_, { storage }) => {
    const store = new RawMailStore({ channel: id, db: drizzle(storage), storage, bucket })
    const rows = (table: string) => Number(storage.sql.exec(`SELECT count(*) AS n FROM ${table}`).one()['n'])
    await run({ store, rows, sql: (statement) => void storage.sql.exec(statement) })
  })
}

/** A bucket that keeps R2's limit of deletions, and can be out of reach. */
class Bucket implements RawMailBucket {
  readonly objects = new Map<string, Uint8Array>()
  down = false
  /** What a put waits for before it is there. */
  slow: Promise<void> | null = null

  async put(name: string, raw: Uint8Array): Promise<void> {
    if (this.down) throw new Error('the bucket is out of reach')
    await this.slow
    this.objects.set(name, raw)
  }

  async get(name: string) {
    const raw = this.objects.get(name)
    return raw === undefined ? null : { arrayBuffer: () => new Response(new Uint8Array(raw)).arrayBuffer() }
  }

  async delete(names: string[]): Promise<void> {
    if (names.length > 1_000) throw new Error('R2 deletes 1,000 names at once')
    for (const name of names) this.objects.delete(name)
  }
}

function bytes(length: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + seed) % 256)
}

describe('a raw mail', () => {
  it('is read as it was kept, byte for byte, over several pieces', async () => {
    await withStore(async ({ store, rows }) => {
      const raw = bytes(2_600_000)
      const id = await store.keep(raw, NOW)
      expect(rows('raw_mail_chunks')).toBe(3)
      expect(await store.read(id)).toEqual(raw)
      expect(await store.read('0'.repeat(64))).toBeNull()
    })
  })

  it('that comes again is kept once', async () => {
    await withStore(async ({ store, rows }) => {
      const ids = await Promise.all([store.keep(bytes(10), NOW), store.keep(bytes(10), NOW)])
      expect(new Set([...ids, await store.keep(bytes(10), NOW + 1)]).size).toBe(1)
      expect([rows('raw_mails'), rows('raw_mail_chunks')]).toEqual([1, 1])
    })
  })

  it('goes after 30 days, as others come', async () => {
    await withStore(async ({ store, rows }) => {
      const old = await store.keep(bytes(10, 1), NOW)
      const young = await store.keep(bytes(10, 2), NOW + 29 * DAY_MS)
      await store.keep(bytes(10, 3), NOW + 30 * DAY_MS + 1)
      expect(await store.read(old)).toBeNull()
      expect(await store.read(young)).not.toBeNull()
      expect(rows('raw_mail_chunks')).toBe(2)
    })
  })

  it('is there after an eviction', async () => {
    const id = newId('chn')
    let mail = ''
    await withStore(async ({ store }) => {
      mail = await store.keep(bytes(5), NOW)
    }, id)
    await withStore(async ({ store }) => expect(await store.read(mail)).toEqual(bytes(5)), id)
  })
})

describe('a raw mail in a bucket', () => {
  it('lies there and not in the object', async () => {
    const bucket = new Bucket()
    const run = async ({ store, rows }: Opened): Promise<void> => {
      const id = await store.keep(bytes(10), NOW)
      expect([rows('raw_mails'), rows('raw_mail_chunks'), bucket.objects.size]).toEqual([1, 0, 1])
      expect(await store.read(id)).toEqual(bytes(10))
    }
    await withStore(run, newId('chn'), bucket)
  })

  it('that cannot be put there is not kept, the failure is told, and its next coming is', async () => {
    const bucket = new Bucket()
    bucket.down = true
    const run = async ({ store }: Opened): Promise<void> => {
      await expect(store.keep(bytes(10), NOW)).rejects.toThrow('out of reach')
      bucket.down = false
      const id = await store.keep(bytes(10), NOW)
      expect(await store.read(id)).toEqual(bytes(10))
    }
    await withStore(run, newId('chn'), bucket)
  })

  it('whose writing down fails is not put there', async () => {
    const bucket = new Bucket()
    const run = async ({ store, sql }: Opened): Promise<void> => {
      sql("CREATE TRIGGER full BEFORE INSERT ON raw_mails BEGIN SELECT RAISE(ABORT, 'disk full'); END")
      await expect(store.keep(bytes(10), NOW)).rejects.toThrow('disk full')
      sql('DROP TRIGGER full')
      expect(bucket.objects.size).toBe(0)
    }
    await withStore(run, newId('chn'), bucket)
  })

  it('that is on its way there when its channel goes does not stay behind', async () => {
    const bucket = new Bucket()
    const run = async ({ store }: Opened): Promise<void> => {
      const slow = Promise.withResolvers<void>()
      bucket.slow = slow.promise
      const keeping = store.keep(bytes(10), NOW)
      await scheduler.wait(20)
      const forgetting = store.forget()
      slow.resolve()
      await Promise.all([keeping, forgetting])
      expect(bucket.objects.size).toBe(0)
    }
    await withStore(run, newId('chn'), bucket)
  })

  it('goes with its time, and with its channel', async () => {
    const bucket = new Bucket()
    bucket.objects.set('mail/chn_another/x', bytes(1))
    const run = async ({ store }: Opened): Promise<void> => {
      await store.keep(bytes(10, 9), NOW)
      for (const seed of [1, 2, 3, 4, 5]) await store.keep(bytes(10, seed), NOW + 31 * DAY_MS)
      expect(bucket.objects.size).toBe(6)
      await store.forget()
      expect([...bucket.objects.keys()]).toEqual(['mail/chn_another/x'])
    }
    await withStore(run, newId('chn'), bucket)
  })
})
