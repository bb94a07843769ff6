import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { migrate } from '@switchboard/kernel/migrations/migrate'
import { describe, expect, it } from 'vitest'
import migrations from './migrations/migrations.js'
import { House, MODEL, valueOf } from './testing/house.ts'

const steps = migrations.journal.entries.length

/** Rows that a step of that number already has a table for. */
const ROWS = [
  `INSERT INTO tokens (id, name, scopes, hash, hint, created_at) VALUES
    ('tok_01J00000000000000000000000', 'old', '["models"]', 'hash', 'abcd', '2026-01-01T00:00:00.000Z')`,
  `INSERT INTO limits (id, scope_kind, metric, period, amount) VALUES
    ('lim_01J00000000000000000000000', 'person', 'money', 'day', 5000000000)`,
  `INSERT INTO calls (no, at, status, deadline_at, request_id, token_id, protocol, model, stream, route_name, why,
      estimated_input, estimated_output, estimated_cost, attempts) VALUES
    (7, '2999-01-01T00:00:00.000Z', 'running', '2999-01-01T00:02:30.000Z', 'req_1', 'tok_01J00000000000000000000000',
      'openai-chat', 'up/large', 0, 'default', 'It was.', 10, 1000, 1000000000, '[]')`,
]

describe('storage of an older version', () => {
  it.each(Array.from({ length: steps }, (_, n) => n + 1))(
    'that stands at step %i is brought to the newest, rows and all',
    async (step) => {
      const house = new House()
      await runInDurableObject(house.stub, async (_, { storage }) => {
        await storage.deleteAll()
        const journal = { entries: migrations.journal.entries.slice(0, step) }
        migrate(storage, { ...migrations, journal })
        for (const row of ROWS) storage.sql.exec(row)
      })
      await evictDurableObject(house.stub)
      expect(await house.stub.tokens(house.id, house.trace)).toMatchObject([{ name: 'old', hint: 'abcd' }])
      expect(await house.stub.running(house.id, house.trace)).toMatchObject([{ model: 'up/large' }])
      const provider = {
        kind: 'openai-compatible' as const,
        slug: 'up',
        baseUrl: 'https://models.example/v1',
        defaultModel: null,
        smallModel: null,
        free: true,
      }
      valueOf(await house.stub.addProvider(house.id, house.trace, provider))
      const { callId, spare } = await house.lease({ model: MODEL }, { tokenHash: 'hash', expected: 2 })
      expect((await house.call(callId)).status).toBe('running')
      expect(spare?.callIds).toHaveLength(2)
    },
  )

  it('that a newer version wrote is refused', async () => {
    const house = new House()
    await runInDurableObject(house.stub, (_, { storage }) => storage.kv.put('kernel:migrations', 99))
    await expect(house.evict().then(() => house.stub.tokens(house.id, house.trace))).rejects.toThrow(
      /migrations/,
    )
  })
})
