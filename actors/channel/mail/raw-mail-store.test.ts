import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { drizzle } from 'drizzle-orm/durable-sqlite'
import { describe, expect, it } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { newId } from '@switchboard/shared-types/ids'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'
import { RawMailStore } from './raw-mail-store.ts'

const NOW = Date.parse('2026-11-20T10:00:00Z')
const DAY_MS = 24 * 60 * 60 * 1000

interface Opened {
  readonly store: RawMailStore
  readonly rows: (table: string) => number
}

async function withStore(
  run: (opened: Opened) => Promise<void>,
  id: ChannelId = newId('chn'),
): Promise<void> {
  const stub = getStub(env.CHANNEL, id)
  await stub.health(id, startTrace('test'))
  await runInDurableObject(stub, async (_, { storage }) => {
    const store = new RawMailStore({ channel: id, db: drizzle(storage), storage, bucket: null })
    const rows = (table: string) => Number(storage.sql.exec(`SELECT count(*) AS n FROM ${table}`).one()['n'])
    await run({ store, rows })
  })
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
