import { vi } from 'vitest'
import { describe, expect, it } from 'vitest'
import { runInDurableObject } from 'cloudflare:test'
import { getStub } from '@switchboard/shared-types/door'
import { newId } from '@switchboard/shared-types/ids'
import { env } from 'cloudflare:workers'
import { codeOf, House, message, WAIT } from '../testing/house.ts'

const MINUTE_MS = 60_000

async function stored(house: House): Promise<number> {
  const rows = await house.rows('SELECT (SELECT count(*) FROM seen) + (SELECT count(*) FROM unreadable) AS n')
  return Number(rows[0]?.['n'])
}

describe('a hook', () => {
  it('that is signed is durable before its answer and reaches its conversation', async () => {
    const house = await House.webhook()
    expect(await house.tell(message('hello'))).toBe(200)
    expect(await stored(house)).toBe(1)
    await vi.waitFor(async () => expect(await house.texts('t1')).toEqual(['hello']), WAIT)
  })

  it('is refused before it is read where it is unsigned, wrongly signed, or signed with another secret', async () => {
    const house = await House.webhook()
    const good = await house.request(message('hello'))
    const { 'webhook-signature': _, ...unsigned } = good.headers
    const altered = { ...good, body: new TextEncoder().encode(JSON.stringify(message('altered'))) }
    const foreign = await house.request(message('hello'), {
      secret: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    })
    for (const bad of [{ ...good, headers: unsigned }, altered, foreign]) {
      expect(codeOf(await house.hook(bad))).toBe('hook.unsigned')
    }
    expect(await stored(house)).toBe(0)
  })

  it('is refused where its time is more than five minutes off, in the past or in the future', async () => {
    const house = await House.webhook()
    for (const minutes of [-6, 6, -525_600, 525_600]) {
      const at = Date.now() + minutes * MINUTE_MS
      expect(codeOf(await house.hook(await house.request(message('hello'), { at })))).toBe('hook.unsigned')
    }
    for (const minutes of [-4, 4]) {
      const at = Date.now() + minutes * MINUTE_MS
      expect(codeOf(await house.hook(await house.request(message('hello'), { at })))).toBe('ok')
    }
  })

  it('that is too large is refused before its signature is looked at', async () => {
    const house = await House.webhook()
    const request = await house.request(message('x'))
    const body = new Uint8Array(1024 * 1024 + 1)
    expect(codeOf(await house.hook({ ...request, body }))).toBe('request.too_large')
  })

  it('of another kind, or for a channel that is not there, finds nothing', async () => {
    const house = await House.webhook()
    const request = await house.request(message('hello'))
    expect(codeOf(await house.stub.hook(house.id, house.trace, 'telegram', request))).toBe(
      'channel.not_found',
    )
    const nobody = new House()
    expect(codeOf(await nobody.hook(request))).toBe('channel.not_found')
    const tables = await runInDurableObject(nobody.stub, (_, { storage }) =>
      storage.sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'").toArray(),
    )
    expect(tables, 'who guesses ids fills no storage').toEqual([])
  })

  it('that cannot be read is kept for inspection, beside what can', async () => {
    const house = await House.webhook()
    expect(await house.tell('{ no json')).toBe(200)
    expect(await house.tell({ events: [message('fine'), { type: 'dance', id: 'd1', thread: 't1' }] })).toBe(
      200,
    )
    const kept = await house.unreadable()
    expect(kept.map(({ body }) => body)).toEqual([expect.stringContaining('dance'), '{ no json'])
    await vi.waitFor(async () => expect(await house.texts('t1')).toEqual(['fine']), WAIT)
    expect((await house.channel()).unreadable).toBe(2)
  })

  it('keeps the newest hundred of what it does not understand, and no more than 64 KiB of each', async () => {
    const house = await House.webhook()
    const events = Array.from({ length: 120 }, (_, n) => ({ n, pad: 'x'.repeat(n === 119 ? 70_000 : 1) }))
    expect(await house.tell({ events })).toBe(200)
    const kept = await house.unreadable()
    expect(kept).toHaveLength(100)
    expect(kept[0]?.body).toHaveLength(64 * 1024)
  })

  it('is taken while the channel is paused, so that nothing is lost', async () => {
    const house = await House.webhook()
    await house.stub.update(house.id, house.trace, house.owner, { paused: true })
    expect(await house.tell(message('meanwhile'))).toBe(200)
    await vi.waitFor(async () => expect(await house.texts('t1')).toEqual(['meanwhile']), WAIT)
    expect((await house.channel()).state).toBe('paused')
  })

  it('that cannot be kept is answered so that the platform sends it again, and taken then', async () => {
    const house = await House.webhook()
    const request = await house.request(message('hello'))
    await house.rows('ALTER TABLE outbox RENAME TO outbox_away')
    expect(codeOf(await house.hook(request))).toBe('actor.unavailable')
    await house.rows('ALTER TABLE outbox_away RENAME TO outbox')
    expect(await stored(house)).toBe(0)
    expect(codeOf(await house.hook(request))).toBe('ok')
    await vi.waitFor(async () => expect(await house.texts('t1')).toEqual(['hello']), WAIT)
  })

  it('signed with the secret before the last is refused', async () => {
    const house = await House.webhook()
    const old = await house.request(message('hello'))
    await house.renewSecret()
    expect(codeOf(await house.hook(old))).toBe('hook.unsigned')
    expect(await house.tell(message('new'))).toBe(200)
  })
})

describe('a message of a queue', () => {
  it('is taken without a signature by a webhook, once, and by nothing else', async () => {
    const house = await House.webhook()
    const body = new TextEncoder().encode(JSON.stringify(message('from a queue')))
    for (let time = 0; time < 2; time++) {
      expect(codeOf(await house.stub.ingest(house.id, house.trace, body))).toBe('ok')
    }
    await vi.waitFor(async () => expect(await house.texts('t1')).toEqual(['from a queue']), WAIT)
    const nobody = newId('chn')
    expect(codeOf(await getStub(env.CHANNEL, nobody).ingest(nobody, house.trace, body))).toBe(
      'channel.not_found',
    )
  })
})
