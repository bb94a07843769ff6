import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { codeOf, House, message, valueOf, WAIT } from '../testing/house.ts'
import { Receiver } from '../testing/receiver.ts'
import { openBot, sendToAnn } from '../testing/telegram.ts'

function storageOf({ stub }: House) {
  return runInDurableObject(stub, async (_, { storage }) => ({
    tables: storage.sql
      .exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'")
      .toArray(),
    keys: [...storage.kv.list()],
    alarm: await storage.getAlarm(),
  }))
}

const NOTHING = { tables: [], keys: [], alarm: null }

async function listed({ owner, trace, id }: House) {
  const channels = await getStub(env.INBOX, owner).channels(owner, trace)
  return channels.find((channel) => channel.id === id)
}

describe('disconnecting', () => {
  it('cleans up at the platform, tells the inbox, and leaves no storage', async () => {
    const { house, telegram } = await openBot('hook')
    expect(telegram.webhook.url).toContain(house.id)
    await vi.waitFor(async () => expect(await listed(house)).toMatchObject({ state: 'connected' }), WAIT)
    expect(codeOf(await house.stub.disconnect(house.id, house.trace, house.owner))).toBe('ok')
    expect(codeOf(await house.stub.channel(house.id, house.trace, house.owner))).toBe('channel.not_found')
    await vi.waitFor(() => expect(telegram.webhook.url).toBe(''), WAIT)
    await vi.waitFor(async () => expect(await listed(house)).toBeUndefined(), WAIT)
    await house.rows("UPDATE jobs SET due_at = '2020-01-01T00:00:00.000Z'").catch(() => [])
    await house.evict().catch(() => undefined)
    await vi.waitFor(async () => {
      // Wakes it, so that it looks at its jobs.
      await house.stub.channel(house.id, house.trace, house.owner)
      expect(await storageOf(house)).toEqual(NOTHING)
    }, WAIT)
  })

  it('is tried again while the platform cannot be reached', async () => {
    const { house, telegram } = await openBot('hook')
    telegram.trouble('connection refused')
    await house.stub.disconnect(house.id, house.trace, house.owner)
    await vi.waitFor(() => expect(telegram.webhook.url).toBe(''), WAIT)
  })

  it('tells what waited to go out that it has failed, and takes nothing in any more', async () => {
    const { house } = await openBot()
    await house.stub.update(house.id, house.trace, house.owner, { paused: true })
    const id = await sendToAnn(house, 'too late')
    await house.stub.disconnect(house.id, house.trace, house.owner)
    const outgoing = await house.outgoing('later still')
    const taken = await house.stub.enqueue(house.id, house.trace, house.owner, outgoing)
    expect(codeOf(taken)).toBe('channel.not_found')
    const queue = await house.queue().catch(() => [])
    for (const row of queue) expect(row).toMatchObject({ id, state: 'failed' })
  })
})

describe('disconnecting while something is being sent', () => {
  it('tells that it may have been taken, and what is known of it in the end', async () => {
    const receiver = new Receiver()
    const house = await House.webhook()
    receiver.secret = house.secret
    const { promise, resolve } = Promise.withResolvers<void>()
    receiver.hold = promise
    const id = await house.send('just now')
    await vi.waitFor(() => expect(receiver.requests).toHaveLength(1), WAIT)
    await house.stub.disconnect(house.id, house.trace, house.owner)
    expect(await house.stateOf(id)).toBe('unknown')
    resolve()
    await house.reaches(id, 'sent')
    expect(receiver.texts()).toEqual(['just now'])
  })
})

describe('purging', () => {
  it('leaves nothing behind, also at the platform', async () => {
    const { house, telegram } = await openBot('hook')
    valueOf(await house.stub.purge(house.id, house.trace))
    expect(telegram.webhook.url).toBe('')
    expect(await storageOf(house)).toEqual(NOTHING)
  })

  it('leaves a channel that can be connected anew', async () => {
    const receiver = new Receiver()
    const house = await House.webhook()
    await house.tell(message('before'))
    valueOf(await house.stub.purge(house.id, house.trace))
    await house.connect({ kind: 'webhook', name: 'Again', sendUrl: 'https://receiver.example/in' })
    await house.renewSecret()
    receiver.secret = house.secret
    expect(await house.channel()).toMatchObject({ name: 'Again', waiting: 0, lastReceivedAt: null })
    const id = await house.send('hello again')
    await house.reaches(id, 'sent')
  })
})
