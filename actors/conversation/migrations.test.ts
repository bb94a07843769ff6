import { runInDurableObject } from 'cloudflare:test'
import { migrate } from '@switchboard/kernel/migrations/migrate'
import { newId } from '@switchboard/shared-types/ids'
import { describe, expect, it } from 'vitest'
import migrations from './migrations/migrations.js'
import { everything, said } from './testing/events.ts'
import { isHeld } from './testing/held-bytes.ts'
import { Talk, valueOf } from './testing/talk.ts'

const steps = migrations.journal.entries.length
const [MESSAGE, STORED, WAITING] = [newId('msg'), newId('att'), newId('att')]
const AT = '2026-01-01T00:00:00.000Z'

/** A conversation as the first step knew it: one message with a file that lies here and one that is still to come. */
function fill(sql: SqlStorage, { owner, channel }: Talk): void {
  const threads = JSON.stringify([
    {
      no: 1,
      channelId: channel,
      channelKind: 'webhook',
      key: 't1',
      kind: 'direct',
      title: null,
      url: null,
      goesTo: null,
      lastAt: AT,
      lastInAt: AT,
      episode: 1,
    },
  ])
  sql.exec(
    'INSERT INTO conversation (no, owner, messages, received, episodes, threads) VALUES (1, ?, 1, 1, 1, ?)',
    owner,
    threads,
  )
  sql.exec(
    `INSERT INTO participants (no, channel_id, key, name, self, bot, messages, last_at)
      VALUES (1, ?, 'ana', 'Ana', 0, 0, 1, ?)`,
    channel,
    AT,
  )
  sql.exec(
    `INSERT INTO messages (no, id, thread_no, key, direction, author_no, episode, nature, attachments)
      VALUES (?, ?, 1, 'm0', 'in', 1, 1, 'ordinary', 2)`,
    Date.parse(AT) * 1_000,
    MESSAGE,
  )
  sql.exec(`INSERT INTO draft_wishes (no, wish) VALUES (1, 'Thank them.')`)
  const file = 'INSERT INTO attachments (no, id, message_id, name, type, size, state, created_at) VALUES'
  sql.exec(`${file} (1, ?, ?, 'old.txt', 'text/plain', 3, 'stored', ?)`, STORED, MESSAGE, AT)
  sql.exec(`${file} (2, ?, ?, 'gone.txt', 'text/plain', 3, 'refused', ?)`, WAITING, MESSAGE, AT)
  sql.exec(
    'INSERT INTO attachment_chunks (no, attachment_id, place, bytes) VALUES (1, ?, 0, ?)',
    STORED,
    new Uint8Array([1, 2, 3]),
  )
}

async function filesOf(talk: Talk): Promise<unknown[]> {
  return (await everything(talk)).flatMap(({ attachments }) => attachments)
}

describe('storage of an older version', () => {
  it.each(Array.from({ length: steps }, (_, n) => n + 1))(
    'that stands at step %i is brought to the newest, with its messages and their files',
    async (step) => {
      const talk = await Talk.open(null)
      await runInDurableObject(talk.stub, async (_, { storage }) => {
        await storage.deleteAll()
        migrate(storage, { ...migrations, journal: { entries: migrations.journal.entries.slice(0, step) } })
        fill(storage.sql, talk)
      })
      await talk.evict()
      expect(await filesOf(talk)).toMatchObject([
        { id: STORED, name: 'old.txt', size: 3, state: 'stored' },
        { id: WAITING, state: 'refused' },
      ])
      const wishes = await talk.rows('SELECT wish, attempts, use_tone FROM draft_wishes')
      expect(wishes).toEqual([{ wish: 'Thank them.', attempts: 0, use_tone: 0 }])
      const old = valueOf(await talk.stub.attachment(...talk.at, STORED))
      expect(new Uint8Array(await new Response(old.bytes).arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]))
      const file = { name: 'new.txt', type: 'text/plain', bytes: new Uint8Array(2) }
      const { id } = valueOf(await talk.stub.upload(...talk.at, file))
      expect(await isHeld(talk, id)).toBe(true)
      await talk.bring(said(1))
      const found = valueOf(await talk.stub.messages(...talk.at, { q: 'Message', limit: 10 }))
      expect(found.messages).toMatchObject([{ text: 'Message 1' }])
    },
  )

  it('that a newer version wrote is refused', async () => {
    const talk = await Talk.open(null)
    await talk.bring(said(1))
    await runInDurableObject(talk.stub, (_, { storage }) => storage.kv.put('kernel:migrations', 99))
    await expect(talk.evict().then(() => everything(talk))).rejects.toThrow(/migrations/)
  })
})
