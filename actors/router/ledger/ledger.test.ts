import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CallQuery } from '@switchboard/shared-types/api/router/calls'
import type { CallId } from '@switchboard/shared-types/ids'
import { newId } from '@switchboard/shared-types/ids'
import { codeOf, House, valueOf } from '../testing/house.ts'

afterEach(() => {
  vi.useRealTimers()
})

const DAY_MS = 24 * 60 * 60 * 1000

function travelTo(now: string | number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(now).getTime() })
}

async function list(house: House, query: object = {}) {
  return valueOf(await house.stub.calls(house.id, house.trace, CallQuery.parse(query)))
}

async function idsOf(house: House, query: object = {}): Promise<CallId[]> {
  return (await list(house, query)).calls.map(({ id }) => id)
}

async function callAt(house: House, at: string, model = 'up/large'): Promise<CallId> {
  travelTo(at)
  const { callId } = await house.lease({ model })
  valueOf(await house.settle(callId))
  return callId
}

describe('the ledger', () => {
  it('is read in pages, the newest first, and calls that come meanwhile shift nothing', async () => {
    const house = await House.open()
    const ids: CallId[] = []
    for (let call = 0; call < 5; call++) ids.unshift((await house.lease()).callId)
    const first = await list(house, { limit: 2 })
    expect(first.calls.map(({ id }) => id)).toEqual(ids.slice(0, 2))
    await house.lease()
    const second = await list(house, { limit: 2, cursor: first.nextCursor })
    expect(second.calls.map(({ id }) => id)).toEqual(ids.slice(2, 4))
    const last = await list(house, { limit: 2, cursor: second.nextCursor })
    expect(last.calls.map(({ id }) => id)).toEqual(ids.slice(4))
    expect(last.nextCursor).toBeNull()
    const bad = await house.stub.calls(house.id, house.trace, { limit: 2, cursor: 'call_x' })
    expect(codeOf(bad)).toBe('cursor.invalid')
  })

  it('is filtered by token, model, status and time', async () => {
    const house = await House.open()
    const first = await callAt(house, '2026-11-20T10:00:00.000Z')
    const second = await callAt(house, '2026-11-20T11:00:00.000Z', 'other-model')
    travelTo('2026-11-20T12:00:00.000Z')
    const third = (await house.lease({}, { tokenHash: await house.newToken({ name: 'other' }) })).callId
    const tokens = await house.stub.tokens(house.id, house.trace)
    const other = tokens.find(({ name }) => name === 'other')
    expect(await idsOf(house, { token: other?.id })).toEqual([third])
    expect(await idsOf(house, { token: newId('tok') })).toEqual([])
    expect(await idsOf(house, { model: 'other-model' })).toEqual([second])
    expect(await idsOf(house, { model: 'large' })).toEqual([third, second, first])
    expect(await idsOf(house, { status: 'ok' })).toEqual([second, first])
    expect(await idsOf(house, { status: 'running' })).toEqual([third])
    expect(await idsOf(house, { from: '2026-11-20T11:00:00Z', until: '2026-11-20T12:00:00Z' })).toEqual([
      second,
    ])
  })
})

describe('usage', () => {
  it('is summed by day, model, token and route, and the total is the sum of the lines', async () => {
    const house = await House.open()
    const target = { provider: 'up', model: 'small', weight: 1, tier: 1, overrides: {}, timeoutSeconds: 60 }
    await house.setRoutes([
      { name: 'Small', enabled: true, models: ['s'], conditions: {}, cacheSeconds: null, targets: [target] },
    ])
    await callAt(house, '2026-11-19T23:59:59.000Z')
    await callAt(house, '2026-11-20T00:00:01.000Z')
    const { callId } = await house.lease({ model: 's' })
    const attempt = { index: 0, provider: 'up', model: 'small', status: 500, reason: 'down', ms: 1 }
    const attempts = [{ ...attempt, fault: 'provider' as const, retryAfterSeconds: null }]
    await house.settle(callId, { status: 'failed', usage: null, attempts })
    const report = async (by: 'day' | 'model' | 'token' | 'route', from = '2026-11-01') => {
      const query = { from, until: '2026-11-20', by }
      const { lines, total } = valueOf(await house.stub.usage(house.id, house.trace, query))
      expect(total).toMatchObject({
        calls: lines.reduce((sum, line) => sum + line.calls, 0),
        failed: lines.reduce((sum, line) => sum + line.failed, 0),
      })
      return lines.map(({ key, calls, failed, costUsd }) => [key, calls, failed, costUsd])
    }
    expect(await report('day')).toEqual([
      ['2026-11-19', 1, 0, 0.1],
      ['2026-11-20', 2, 1, 0.1],
    ])
    expect(await report('day', '2026-11-20')).toEqual([['2026-11-20', 2, 1, 0.1]])
    expect(await report('model')).toEqual([
      ['large', 2, 0, 0.2],
      ['small', 1, 1, 0],
    ])
    expect(await report('token')).toEqual([['agent', 3, 1, 0.2]])
    expect(await report('route')).toEqual([
      ['default', 2, 0, 0.2],
      ['Small', 1, 1, 0],
    ])
  })

  it.each([
    ['2026-11-20', '2026-11-19'],
    ['2025-01-01', '2026-11-19'],
  ])('from %s until %s is no period', async (from, until) => {
    const house = new House()
    const report = await house.stub.usage(house.id, house.trace, { from, until, by: 'day' })
    expect(codeOf(report)).toBe('request.invalid')
  })
})

describe('what was said', () => {
  const content = { request: '{"secret":"prompt"}', answer: 'the answer' }

  it('is kept sealed for the days of its token, and then is gone', async () => {
    const house = await House.open(undefined, { contentDays: 2 })
    const { callId, keepsContent } = await house.lease()
    expect(keepsContent).toBe(true)
    await house.settle(callId, { content })
    expect((await house.call(callId)).hasContent).toBe(true)
    expect(valueOf(await house.stub.content(house.id, house.trace, callId))).toEqual(content)
    expect(JSON.stringify(await house.rows('SELECT * FROM call_contents'))).not.toContain('prompt')
    travelTo(Date.now() + 2 * DAY_MS + 1)
    expect(codeOf(await house.stub.content(house.id, house.trace, callId))).toBe('call.not_found')
    expect((await house.call(callId)).hasContent).toBe(false)
    await runDurableObjectAlarm(house.stub)
    expect(await house.rows('SELECT * FROM call_contents')).toEqual([])
  })

  it('is not kept where the token says so by then', async () => {
    const house = await House.open(undefined, { contentDays: 2 })
    const { callId } = await house.lease()
    const [token] = await house.stub.tokens(house.id, house.trace)
    if (token === undefined) throw new Error('no token')
    valueOf(await house.stub.updateToken(house.id, house.trace, { id: token.id, contentDays: null }))
    await house.settle(callId, { content })
    expect(codeOf(await house.stub.content(house.id, house.trace, callId))).toBe('call.not_found')
    expect(await house.rows('SELECT * FROM call_contents')).toEqual([])
  })

  it('opens for its own call alone', async () => {
    const house = await House.open(undefined, { contentDays: 2 })
    const [one, other] = [await house.lease(), await house.lease()]
    await house.settle(one.callId, { content })
    await house.settle(other.callId, { content: { request: 'other', answer: 'other' } })
    await house.rows('UPDATE call_contents SET request = (SELECT max(request) FROM call_contents)')
    const opened = await Promise.all(
      [one, other].map(({ callId }) => house.stub.content(house.id, house.trace, callId)),
    )
    expect(opened.filter(({ ok }) => ok)).toHaveLength(1)
  })

  it('is cut between characters where it is longer than a row may be', async () => {
    const house = await House.open(undefined, { contentDays: 2 })
    const { callId } = await house.lease()
    await house.settle(callId, { content: { request: '😀'.repeat(400_000), answer: 'x'.repeat(3_000_000) } })
    const kept = valueOf(await house.stub.content(house.id, house.trace, callId))
    expect(kept.request).toBe('😀'.repeat(175_000))
    expect(kept.answer).toBe('x'.repeat(700_000))
  })
})

describe('retention', () => {
  it('takes calls after 90 days and sums after 400, in batches, and keeps what runs from then on', async () => {
    const house = await House.open()
    const old = await callAt(house, '2025-06-01T12:00:00.000Z')
    await runInDurableObject(house.stub, (_, { storage }) => {
      storage.sql.exec(
        `WITH RECURSIVE n(no) AS (VALUES (2) UNION ALL SELECT no + 1 FROM n WHERE no < 2500)
          INSERT INTO calls SELECT n.no, at, status, deadline_at, request_id, token_id, protocol, model, stream, session,
            agent, route_id, route_name, why, provider, provider_model, estimated_input, estimated_output,
            estimated_cost, http_status, input, output, cache_read, cache_write, cache_write_long, reasoning, exact, cost,
            ttfb_ms, duration_ms, attempts, notes FROM calls, n`,
      )
    })
    await house.evict()
    const recent = await callAt(house, '2026-11-01T12:00:00.000Z')
    travelTo('2026-11-03T12:00:00.000Z')
    await house.evict()
    await vi.waitFor(async () => {
      travelTo(Date.now() + 2_000)
      await runDurableObjectAlarm(house.stub)
      expect(await house.rows('SELECT count(*) AS left FROM calls')).toEqual([{ left: 1 }])
    })
    expect(await idsOf(house)).toEqual([recent])
    expect(codeOf(await house.stub.callOf(house.id, house.trace, old))).toBe('call.not_found')
    expect(await house.rows('SELECT day FROM usage_days')).toEqual([{ day: '2026-11-01' }])
    const next = await callAt(house, '2026-11-03T13:00:00.000Z')
    expect(next > recent).toBe(true)
  })

  it('comes back every day while there is anything, and then no more', async () => {
    const house = await House.open()
    await callAt(house, '2026-11-01T12:00:00.000Z')
    const jobs = () => house.rows("SELECT unixepoch(due_at) * 1000 AS due FROM jobs WHERE name = 'tidy'")
    const [planned] = await jobs()
    const wait = Number(planned?.['due']) - Date.parse('2026-11-01T12:00:00.000Z')
    expect(wait).toBeGreaterThan(0.7 * DAY_MS)
    expect(wait).toBeLessThan(1.3 * DAY_MS)
    travelTo('2026-11-03T12:00:00.000Z')
    await runDurableObjectAlarm(house.stub)
    expect(await jobs()).toHaveLength(1)
    travelTo('2027-02-03T12:00:00.000Z')
    await vi.waitFor(async () => {
      await runDurableObjectAlarm(house.stub)
      expect(await jobs()).toEqual([])
    })
    expect(await idsOf(house)).toEqual([])
  })
})
