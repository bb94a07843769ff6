import { env } from 'cloudflare:workers'
import { runDurableObjectAlarm } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { AddLimit } from '@switchboard/shared-types/api/router/limits'
import { getStub } from '@switchboard/shared-types/door'
import { inboxOf, newId } from '@switchboard/shared-types/ids'
import { codeOf, DOLLAR, House, NO_TOKENS, valueOf } from '../testing/house.ts'

afterEach(() => {
  vi.useRealTimers()
})

function travelTo(now: string): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(now) })
}

async function spend(house: House, output: number): Promise<void> {
  const { callId } = await house.lease({ maxOutputTokens: output })
  valueOf(await house.settle(callId, { usage: { ...NO_TOKENS, output } }))
}

/** What the person's inbox has been told, once the router's outbox is empty. */
async function told(house: House) {
  await vi.waitFor(
    async () => {
      await runDurableObjectAlarm(house.stub)
      const { pendingMessages } = await house.stub.health(house.id, house.trace)
      expect(pendingMessages).toBe(0)
    },
    { timeout: 10_000, interval: 20 },
  )
  const inbox = inboxOf(`per_${house.id.slice('rtr_'.length)}`)
  return await getStub(env.INBOX, inbox).notifications(inbox, house.trace)
}

describe('a limit', () => {
  it('says what is used of it, what runs included, and when it begins anew', async () => {
    const house = await House.open()
    travelTo('2026-11-30T12:00:00.000Z')
    await house.limit({ metric: 'money', period: 'day', amount: 4.5 })
    await house.limit({ metric: 'requests', period: 'month', amount: 9 })
    await house.limit({ metric: 'concurrency', period: 'at-once', amount: 2 })
    await house.lease()
    await spend(house, 250)
    expect(await house.stub.limits(house.id, house.trace)).toMatchObject([
      { metric: 'money', amount: 4.5, used: 1.25, resetsAt: '2026-12-01T00:00:00.000Z' },
      { metric: 'requests', amount: 9, used: 2, resetsAt: '2026-12-01T00:00:00.000Z' },
      { metric: 'concurrency', amount: 2, used: 1, resetsAt: null },
    ])
    travelTo('2026-12-01T00:00:01.000Z')
    expect(await house.used()).toEqual([0, 0, 1])
  })

  it('that is made later counts what was used and what runs already', async () => {
    const house = await House.open()
    await spend(house, 500)
    await house.lease()
    await house.limit({ metric: 'money', period: 'day', amount: 2 })
    await house.limit({ metric: 'tokens', period: 'minute', amount: 100_000 })
    expect((await house.used())[0]).toBe(1.5)
    expect(Math.round((await house.used())[1] ?? 0)).toBe(1_510)
    expect(codeOf(await house.tryLease())).toBe('call.budget_spent')
  })

  it('is one of its kind, for what there is', async () => {
    const house = await House.open()
    const daily = { metric: 'money' as const, period: 'day' as const, amount: 1 }
    const { id } = await house.limit(daily)
    const add = (more: object) =>
      house.stub.addLimit(
        house.id,
        house.trace,
        AddLimit.parse({ scope: { kind: 'person' }, ...daily, ...more }),
      )
    expect(codeOf(await add({ amount: 2 }))).toBe('limit.exists')
    expect(codeOf(await add({ period: 'month' }))).toBe('ok')
    expect(codeOf(await add({ scope: { kind: 'token', id: newId('tok') } }))).toBe('token.not_found')
    expect(codeOf(await add({ scope: { kind: 'route', id: newId('rte') } }))).toBe('route.unknown')
    valueOf(await house.stub.removeLimit(house.id, house.trace, id))
    expect(codeOf(await house.stub.removeLimit(house.id, house.trace, id))).toBe('limit.not_found')
    expect(codeOf(await add({}))).toBe('ok')
  })

  it('that is removed holds nobody back', async () => {
    const house = await House.open()
    const { id } = await house.limit({ metric: 'concurrency', period: 'at-once', amount: 1 })
    const { callId } = await house.lease()
    expect(codeOf(await house.tryLease())).toBe('call.rate_limited')
    valueOf(await house.stub.removeLimit(house.id, house.trace, id))
    await house.lease()
    valueOf(await house.settle(callId))
  })
})

describe('a warning', () => {
  it('reaches the inbox once in a period, when what is used passes its mark', async () => {
    const house = await House.open()
    travelTo('2026-11-20T12:00:00.000Z')
    await house.limit({ metric: 'money', period: 'day', amount: 10 }, { warnAt: 0.8 })
    await spend(house, 7 * DOLLAR)
    expect(await told(house)).toEqual([])
    await spend(house, DOLLAR)
    await spend(house, DOLLAR)
    await house.evict()
    await spend(house, DOLLAR / 2)
    expect(await told(house)).toMatchObject([
      {
        kind: 'budget',
        title: '80 % of a model limit are used',
        text: '$8.00 of the limit of $10.00 a day for all calls are used. It begins anew on 2026-11-21 (UTC).',
      },
    ])
    travelTo('2026-11-21T12:00:00.000Z')
    await spend(house, 9 * DOLLAR)
    expect(await told(house)).toHaveLength(2)
  })

  it('is not given for what a call only holds', async () => {
    const house = await House.open()
    await house.limit({ metric: 'money', period: 'day', amount: 1 }, { warnAt: 0.5 })
    const { callId } = await house.lease()
    await house.settle(callId, { usage: { ...NO_TOKENS, output: 100 } })
    expect(await told(house)).toEqual([])
  })
})

describe('a dry run', () => {
  it('tells which limit would refuse the call, and holds nothing', async () => {
    const house = await House.open()
    await house.limit({ metric: 'money', period: 'day', amount: 1 })
    const ask = (maxOutputTokens: number) =>
      house.stub.dryRun(house.id, house.trace, {
        model: 'up/large',
        protocol: 'openai-chat',
        maxOutputTokens,
      })
    for (let times = 0; times < 3; times++) expect(valueOf(await ask(DOLLAR)).refusal).toBeNull()
    expect(valueOf(await ask(DOLLAR + 1)).refusal).toMatchObject({ code: 'call.budget_spent' })
    expect(await house.used()).toEqual([0])
    const unknown = { model: 'up/large', protocol: 'openai-chat' as const, token: newId('tok') }
    expect(codeOf(await house.stub.dryRun(house.id, house.trace, unknown))).toBe('token.not_found')
  })

  it('for another day leaves today as it is', async () => {
    const house = await House.open()
    await house.limit({ metric: 'money', period: 'day', amount: 1 })
    await spend(house, DOLLAR / 2)
    const at = new Date(Date.now() + 40 * 24 * 60 * 60 * 1000).toISOString()
    const request = { model: 'up/large', protocol: 'openai-chat' as const, maxOutputTokens: DOLLAR, at }
    valueOf(await house.stub.dryRun(house.id, house.trace, request))
    expect(await house.used()).toEqual([0.5])
    expect(codeOf(await house.tryLease())).toBe('call.budget_spent')
  })
})
