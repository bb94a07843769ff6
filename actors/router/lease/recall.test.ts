import { runInDurableObject } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { SPARE_LEASE_MS } from '@switchboard/shared-types/contracts/lease'
import type { ProviderId } from '@switchboard/shared-types/ids'
import { codeOf, House, ROUTE, valueOf } from '../testing/house.ts'
import { BEGUN, Isolate } from '../testing/isolate.ts'
import { isOver, sleep } from '../testing/wait.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a change', () => {
  const CHANGES: Readonly<Record<string, (house: House, provider: ProviderId) => Promise<unknown>>> = {
    'a token changed': async ({ stub, id, trace }) => {
      const [token] = await stub.tokens(id, trace)
      return token && (await stub.updateToken(id, trace, { id: token.id, name: 'renamed' }))
    },
    'a token revoked': async ({ stub, id, trace }) => {
      const [token] = await stub.tokens(id, trace)
      return token && (await stub.revokeToken(id, trace, token.id))
    },
    'a provider added': ({ stub, id, trace }) => {
      const kind = 'openai-compatible' as const
      const models = { defaultModel: null, smallModel: null, free: true }
      return stub.addProvider(id, trace, { kind, slug: 'new', baseUrl: 'https://new.example/v1', ...models })
    },
    'a provider changed': ({ stub, id, trace }, provider) =>
      stub.updateProvider(id, trace, { id: provider, enabled: false }),
    'a provider removed': ({ stub, id, trace }, provider) => stub.removeProvider(id, trace, provider),
    'a key added': ({ stub, id, trace }, provider) =>
      stub.addKey(id, trace, { provider, label: 'second', secret: 'sk-second' }),
    'a price': ({ stub, id, trace }) =>
      stub.setPrice(id, trace, { provider: 'up', model: 'large', price: null }),
    routes: (house) => house.setRoutes([ROUTE]),
    'a limit added': (house) => house.limit({ metric: 'requests', period: 'day', amount: 1_000 }),
    'a suspension': ({ stub, id, trace }) => stub.hold(id, trace, { held: true }),
    'an erasure': ({ stub, id, trace }) => stub.purge(id, trace),
  }
  it.concurrent.each(Object.entries(CHANGES))(
    'is answered when the spare leases from before it are recalled: %s',
    async (_, change) => {
      const house = await House.open()
      const [provider] = await house.stub.providers(house.id, house.trace)
      if (provider === undefined) throw new Error('no provider')
      const held = Promise.withResolvers<number>()
      let recalls = 0
      await new Isolate(house).stock(3, () => {
        recalls++
        return held.promise
      })
      const changed = change(house, provider.id)
      await expect.poll(() => recalls).toBe(1)
      expect(await isOver(changed)).toBe(false)
      held.resolve(0)
      expect(await isOver(changed)).toBe(true)
    },
  )

  it('that is an erasure leases nothing any more while it waits', async () => {
    const house = await House.open()
    const held = Promise.withResolvers<number>()
    const recall = vi.fn(() => held.promise)
    await new Isolate(house).stock(3, recall)
    const purged = house.stub.purge(house.id, house.trace)
    await expect.poll(() => recall.mock.calls.length).toBe(1)
    expect(codeOf(await house.tryLease())).toBe('call.scope')
    held.resolve(0)
    valueOf(await purged)
    expect(codeOf(await house.tryLease())).toBe('call.invalid_token')
  })

  it('frees at once what was not begun, and lets what was begun go on', async () => {
    const house = await House.open()
    await house.limit({ metric: 'money', period: 'day', amount: 100 })
    const isolate = new Isolate(house)
    await isolate.stock(5)
    const call = isolate.begin()
    if (call === null) throw new Error('no spare lease')
    vi.spyOn(isolate, 'tell').mockResolvedValue()
    await house.setRoutes([ROUTE])
    // The lease that brought them, and the one that was begun.
    expect(await house.used()).toEqual([2])
    valueOf(await house.settle(call, { begun: BEGUN }))
    expect(await house.used()).toEqual([1.1])
    expect(await house.rows('SELECT * FROM spare_leases')).toEqual([])
  })

  it('recalls those that are on their way', async () => {
    const house = await House.open()
    await house.limit({ metric: 'money', period: 'day', amount: 100 })
    const { stub, id, trace } = house
    // Nobody has read the answer yet when the change comes.
    const leased = stub.lease(id, trace, house.request({}, { expected: 5 }), [], [], async () => 0)
    await expect.poll(() => house.used()).toEqual([6])
    await house.setRoutes([ROUTE])
    const { spare } = valueOf(await leased)
    expect(await house.used()).toEqual([1])
    // Whoever held them gives them back all the same, and it does no harm.
    await house.giveBack(spare?.callIds ?? [])
    expect(await house.used()).toEqual([1])
  })

  it('recalls from every isolate, and each of its batches once', async () => {
    const house = await House.open()
    const isolates = [new Isolate(house), new Isolate(house)]
    for (const isolate of isolates) for (let batch = 0; batch < 2; batch++) await isolate.stock(2)
    await Promise.all([house.setRoutes([ROUTE]), house.setRoutes([ROUTE])])
    await house.setRoutes([ROUTE])
    expect(isolates.map(({ recalls }) => recalls)).toEqual([2, 2])
  })

  const SILENT: readonly [string, (house: House) => Promise<unknown>][] = [
    [
      'that can not be asked any more',
      async (house) => {
        vi.spyOn(console, 'warn').mockImplementation(() => undefined)
        await new Isolate(house).stock(3, async () => {
          throw new Error('the isolate has gone')
        })
      },
    ],
    [
      'that does not answer in time',
      (house) =>
        new Isolate(house).stock(3, async () => {
          await sleep(2 * SPARE_LEASE_MS)
          return 0
        }),
    ],
    ['that did not say how', (house) => new Isolate(house).stock(3, null)],
    [
      'from before a restart',
      async (house) => {
        await new Isolate(house).stock(3)
        await runInDurableObject(house.stub, (_, state) => state.abort('crash')).catch(() => undefined)
      },
    ],
  ]
  it.concurrent.each(SILENT)(
    'waits until the time of those is over that are with one %s',
    async (_, given) => {
      const house = await House.open()
      const asked = Date.now()
      await given(house)
      const reached = new Isolate(house)
      await reached.stock(3)
      await house.setRoutes([ROUTE])
      expect(Date.now() - asked).toBeGreaterThanOrEqual(SPARE_LEASE_MS)
      expect(reached.recalls).toBe(1)
    },
  )

  it('can recall nothing any more when their time is over, and is let go from memory then', async () => {
    const house = await House.open()
    const isolate = new Isolate(house)
    await isolate.stock(3)
    await house.evict()
    await house.setRoutes([ROUTE])
    expect(isolate.recalls).toBe(0)
  })

  it('waits for nothing where nothing was given in advance, or all of it is known', async () => {
    const house = await House.open()
    const isolate = new Isolate(house)
    await isolate.stock(1)
    isolate.begin()
    await isolate.tell()
    expect(await isOver(house.setRoutes([ROUTE]))).toBe(true)
    expect(isolate.recalls).toBe(0)
  })
})
