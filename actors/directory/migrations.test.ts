import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { migrate } from '@switchboard/kernel/migrations/migrate'
import { getStub } from '@switchboard/shared-types/door'
import { inboxOf, newId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'
import { describe, expect, it } from 'vitest'
import migrations from './migrations/migrations.js'

const trace = startTrace('test')
const steps = migrations.journal.entries.length
const AT = '2026-01-01T00:00:00.000Z'

describe('storage of an older version', () => {
  it.each(Array.from({ length: steps }, (_, n) => n + 1))(
    'that stands at step %i is brought to the newest, rows and all',
    async (step) => {
      const id = `dir_old_${step}` as const
      const feed = newId('feed')
      const stub = () => getStub(env.DIRECTORY, id)
      await runInDurableObject(stub(), async (_, { storage }) => {
        await storage.deleteAll()
        migrate(storage, { ...migrations, journal: { entries: migrations.journal.entries.slice(0, step) } })
        storage.sql.exec(
          `INSERT INTO feeds (id, url, title, folded, health, subscribers, reported_at)
            VALUES (?, 'https://old.example/', 'Old', 'old', 'ok', 1, ?)`,
          feed,
          AT,
        )
      })
      await evictDurableObject(stub())
      const query = { limit: 10 }
      expect(await stub().feeds(id, trace, query)).toMatchObject({ value: { feeds: [{ id: feed }] } })
      const channel = {
        id: newId('chn'),
        kind: 'email',
        owner: inboxOf(newId('per')),
        health: 'paused',
        reason: null,
        lastEventAt: null,
        reportedAt: AT,
      } as const
      await stub().reportChannel(id, trace, channel)
      expect(await stub().channels(id, trace, query)).toMatchObject({ value: { channels: [channel] } })
    },
  )
})
