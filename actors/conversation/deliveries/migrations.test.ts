import { runInDurableObject } from 'cloudflare:test'
import { migrate } from '@switchboard/kernel/migrations/migrate'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { newId } from '@switchboard/shared-types/ids'
import migrations from '../migrations/migrations.js'
import { Talk, THREAD, valueOf } from '../testing/talk.ts'

afterEach(() => vi.useRealTimers())

const steps = migrations.journal.entries.length
const AT = '2026-01-01T00:00:00.000Z'
const DRAFT = 'dft_01J00000000000000000000000'

/** Rows that a step of that number already has a table for. */
function rowsOf({ owner, channel }: Talk): string[] {
  const known = { lastAt: AT, lastInAt: AT, episode: 1, goesTo: null }
  const thread = { no: 1, channelId: channel, channelKind: 'webhook', ...THREAD, ...known }
  const threads = JSON.stringify([thread])
  return [
    `INSERT INTO conversation (no, owner, threads) VALUES (1, '${owner}', '${threads}')`,
    `INSERT INTO drafts (id, revision, text, channel_id, thread_key, attachments, origin, created_at, updated_at)
      VALUES ('${DRAFT}', 1, 'Old words', '${channel}', 't1', '[]', 'person', '${AT}', '${AT}')`,
    `INSERT INTO deliveries (message_id, outgoing_id, state, at, approved_by, approval_id, approved_at)
      VALUES ('${newId('msg')}', '${newId('msg')}', 'sent', '${AT}', 'person', '${owner}', '${AT}')`,
  ]
}

describe('storage of an older version', () => {
  it.each(Array.from({ length: steps }, (_, n) => n + 1))(
    'that stands at step %i is brought to the newest, with its drafts and deliveries',
    async (step) => {
      const talk = await Talk.open(null)
      await runInDurableObject(talk.stub, async (_, { storage }) => {
        await storage.deleteAll()
        migrate(storage, { ...migrations, journal: { entries: migrations.journal.entries.slice(0, step) } })
        for (const row of rowsOf(talk)) storage.sql.exec(row)
      })
      await talk.evict()
      expect(await talk.drafts()).toMatchObject([
        { id: DRAFT, text: 'Old words', origin: 'person', agent: null },
      ])
      const rows = await talk.rows('SELECT approved_by, approval_id, approval_name FROM deliveries')
      expect(rows).toEqual([{ approved_by: 'person', approval_id: talk.owner, approval_name: null }])
      const agent = { id: newId('tok'), name: 'helper' }
      const made = valueOf(await talk.stub.newDraft(...talk.at, { text: 'New', attachments: [], agent }))
      expect(made).toMatchObject({ origin: 'agent', agent })
    },
  )
})
