import { describe, expect, it } from 'vitest'
import { LIVE_HEADERS } from '@switchboard/shared-types/realtime/live-headers'
import { House, settlementOf } from './testing/house.ts'

describe('a call for another router', () => {
  it('is refused by every method, and reads and writes nothing', async () => {
    const theirs = await House.open()
    const { id: mine, trace } = new House()
    const { stub, tokenHash } = theirs
    const { callId } = await theirs.lease()
    const calls = [
      () => stub.tokens(mine, trace),
      () => stub.providers(mine, trace),
      () => stub.prices(mine, trace),
      () => stub.routes(mine, trace),
      () => stub.limits(mine, trace),
      () => stub.running(mine, trace),
      () => stub.calls(mine, trace, { limit: 1 }),
      () => stub.callOf(mine, trace, callId),
      () => stub.content(mine, trace, callId),
      () => stub.listModels(mine, trace, tokenHash),
      () => stub.cached(mine, trace, { tokenHash, requestHash: 'h' }),
      () => stub.settle(mine, trace, settlementOf(callId)),
      () => stub.settleAll(mine, trace, [settlementOf(callId)]),
      () => stub.extend(mine, trace, callId),
      () => stub.giveBack(mine, trace, [callId]),
      () => stub.closeSockets(mine, trace, {}),
      () => stub.purge(mine, trace),
      () => stub.health(mine, trace),
      () => stub.fetch('https://router/live', { headers: { [LIVE_HEADERS.router]: mine } }),
    ]
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'actor.misrouted' })
    expect((await theirs.call(callId)).status).toBe('running')
    expect(await stub.tokens(theirs.id, trace)).toHaveLength(1)
  })
})
