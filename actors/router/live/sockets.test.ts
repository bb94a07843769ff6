import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { CLOSE } from '@switchboard/shared-types/realtime/frames'
import type { RouterFrame } from '@switchboard/shared-types/api/router/calls'
import { House } from '../testing/house.ts'
import { LiveClient } from '../testing/live-client.ts'

function runs(count: number): (frame: RouterFrame) => boolean {
  return (frame) => frame.type === 'running' && frame.calls.length === count
}

describe('an open socket', () => {
  it('is told first what runs, then every change and every settled call', async () => {
    const house = await House.open()
    const before = await house.lease({}, { session: 'ses', agent: 'claude-cli/2.1' })
    const client = await LiveClient.connect(house)
    const first = await client.frame(() => true)
    expect(first).toMatchObject({
      type: 'running',
      calls: [{ id: before.callId, provider: 'up', session: 'ses', agent: 'claude-cli/2.1' }],
    })
    await house.lease()
    await client.frame(runs(2))
    await house.settle(before.callId)
    const settled = await client.frame(({ type }) => type === 'settled')
    expect(settled).toMatchObject({ call: { id: before.callId, status: 'ok', costUsd: 0.1 } })
    await house.settle(before.callId)
    await client.roundTrip()
    expect(client.frames.filter(({ type }) => type === 'settled')).toHaveLength(1)
  })

  it('lives through hibernation: it hears what happens after the router was evicted', async () => {
    const house = await House.open()
    const client = await LiveClient.connect(house)
    await house.evict()
    const { callId } = await house.lease()
    await client.frame(runs(1))
    await house.evict()
    await house.settle(callId)
    await client.frame(({ type }) => type === 'settled')
    await client.frame((frame) => runs(0)(frame) && frame !== client.frames[0])
  })

  it('is answered a ping without waking the router', async () => {
    const house = await House.open()
    const client = await LiveClient.connect(house)
    await house.evict()
    await client.roundTrip()
    // Only a router that runs can be evicted: this one still sleeps.
    await expect(evictDurableObject(house.stub)).rejects.toThrow(/not.*running/i)
  })

  it('hears of a burst of calls in a few frames', async () => {
    const house = await House.open()
    const client = await LiveClient.connect(house)
    await Promise.all(Array.from({ length: 30 }, () => house.lease()))
    await client.frame(runs(30))
    expect(client.frames.length).toBeLessThan(6)
  })

  it('that says anything is closed, for it only listens', async () => {
    const house = await House.open()
    const client = await LiveClient.connect(house)
    client.send('{"type":"hello"}')
    expect(await client.closed()).toBe(CLOSE.badFrame)
  })

  it.each([1000, 3000, 4999])('that its client closed is gone: code %i', async (code) => {
    const house = await House.open()
    const client = await LiveClient.connect(house)
    client.close(code)
    expect(await client.closed()).toBe(code)
    await house.lease()
    expect(await runInDurableObject(house.stub, (_, ctx) => ctx.getWebSockets().length)).toBe(0)
  })
})

describe('closing sockets', () => {
  it('of one session closes those and leaves the others open, asleep or not', async () => {
    const house = await House.open()
    const [gone, kept] = [
      await LiveClient.connect(house, 'ses_gone'),
      await LiveClient.connect(house, 'ses_kept'),
    ]
    await house.evict()
    await house.stub.closeSockets(house.id, house.trace, { session: 'ses_gone' })
    expect(await gone.closed()).toBe(CLOSE.signedOut)
    await house.lease()
    await kept.frame(runs(1))
  })

  it('of nobody in particular closes all of them', async () => {
    const house = await House.open()
    const clients = [await LiveClient.connect(house, 'ses_a'), await LiveClient.connect(house, 'ses_b')]
    await house.stub.closeSockets(house.id, house.trace, {})
    for (const client of clients) expect(await client.closed()).toBe(CLOSE.signedOut)
  })
})
