import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { CLOSE } from '@switchboard/shared-types/realtime/frames'
import { LiveClient } from './testing/live-client.ts'
import { codeOf, House, valueOf } from './testing/house.ts'

function storageOf(house: House) {
  return runInDurableObject(house.stub, async (_, { storage }) => ({
    tables: storage.sql
      .exec(
        "SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
      )
      .toArray(),
    keys: [...storage.kv.list()],
    alarm: await storage.getAlarm(),
  }))
}

describe('purging a router', () => {
  it('closes every socket and leaves nothing behind', async () => {
    const house = await House.open()
    await house.settle((await house.lease()).callId)
    await house.rows("UPDATE calls SET at = '2026-01-01T00:00:00.000Z'")
    // Counting what the last minute used stops at the old call, in the middle of its query.
    await house.limit({ metric: 'tokens', period: 'minute', amount: 100_000 })
    const client = await LiveClient.connect(house)
    // What is told of this waits a moment, and what it would read is gone then.
    const { callId } = await house.lease()
    valueOf(await house.stub.purge(house.id, house.trace))
    expect(await client.closed()).toBe(CLOSE.signedOut)
    expect(await storageOf(house)).toEqual({ tables: [], keys: [], alarm: null })
    expect(codeOf(await house.tryLease())).toBe('call.invalid_token')
    expect(codeOf(await house.settle(callId))).toBe('call.not_found')
  })

  it('leaves a router that begins anew when it is called again', async () => {
    const house = await House.open()
    const { callId } = await house.lease()
    valueOf(await house.stub.purge(house.id, house.trace))
    expect(await house.stub.tokens(house.id, house.trace)).toEqual([])
    expect(await house.stub.providers(house.id, house.trace)).toEqual([])
    expect(await house.stub.limits(house.id, house.trace)).toEqual([])
    expect(await house.stub.running(house.id, house.trace)).toEqual([])
    expect(codeOf(await house.stub.callOf(house.id, house.trace, callId))).toBe('call.not_found')
    house.tokenHash = await house.newToken()
    expect(codeOf(await house.tryLease())).toBe('call.no_provider')
    await house.evict()
    expect(await house.stub.tokens(house.id, house.trace)).toHaveLength(1)
  })
})
