import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelCall, TokenUsage } from '@switchboard/shared-types/api/router/calls'
import { inLanes } from '../../bench/statistics.ts'
import type { House } from '../house.ts'
import { settleIn, startGateway } from './gate.ts'
import type { Owner } from './gate.ts'
import { carryOut, MODELS, numberOf, plansOf, scriptPlans } from './random-calls.ts'
import type { Seen } from './random-calls.ts'
import { startUpstream } from './upstream.ts'
import type { Upstream } from './upstream.ts'
import { cutAfter, refuses } from './upstream/behaviour.ts'
import type { UpstreamCall } from './upstream/call.ts'
import { HELLO, usage } from './upstream/reply.ts'

const CALLS = Number(process.env['CALLS'] ?? 300)
const LANES = 12
/** A power cut in the middle of each stretch of so many calls. */
const STRETCH = Math.min(CALLS, 2_500)
const TIME_MS = 300_000 + CALLS * 60
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const PRICE = { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75, cacheWriteLong: 6 }

let house: House
let first: Upstream
let second: Upstream
let ann: Owner

beforeAll(async () => {
  first = await startUpstream()
  second = await startUpstream()
  house = await startGateway()
  ann = await settleIn(house, 'ann')
  const slugs = ['first', 'second'] as const
  for (const slug of slugs) {
    const baseUrl = slug === 'first' ? first.url : second.url
    await ann.router.addProvider({ kind: 'anthropic', slug, baseUrl, key: `sk-${slug}` })
    for (const model of MODELS) await ann.router.setPrice({ provider: slug, model, price: PRICE })
  }
  const targets = slugs.map((provider, tier) => ({ provider, model: null, tier: tier + 1 }))
  const own = [{ provider: 'first', model: null }]
  await ann.router.setRoutes([
    { name: 'Any', models: ['priced-*'], targets },
    { name: 'Own', models: ['*'], targets: own },
  ])
})

afterAll(async () => {
  await house.stop()
  await first.stop()
  await second.stop()
})

/** In US dollars, by the price above. */
function costOf({ input, output, cacheRead, cacheWrite, cacheWriteLong }: TokenUsage): number {
  const short = cacheWrite - cacheWriteLong
  const written = short * PRICE.cacheWrite + cacheWriteLong * PRICE.cacheWriteLong
  return (input * PRICE.input + output * PRICE.output + cacheRead * PRICE.cacheRead + written) / 1e6
}

describe('a call in the ledger', () => {
  it('tells what was asked, who answered, what it took and what it cost, with every kind of token at its price', async () => {
    const used = usage({ input: 1_000, output: 200, cacheRead: 5_000, cacheWrite: 700, cacheWriteLong: 300 })
    await ann.router.setPrice({ provider: 'first', model: 'claude-told', price: PRICE })
    for (const stream of [false, true]) {
      first.script('claude-told', { reply: { ...HELLO, usage: used }, delayMs: 60 })
      const answer = await ann.agent.ask('claude-told', { stream })
      await answer.text()
    }
    await expect
      .poll(async () => (await ann.router.calls({ model: 'claude-told', status: 'ok' })).calls.length)
      .toBe(2)
    for (const call of (await ann.router.calls({ model: 'claude-told' })).calls) {
      expect(call).toMatchObject({
        token: { name: "ann's agent" },
        protocol: 'anthropic-messages',
        provider: 'first',
        providerModel: 'claude-told',
        route: { name: 'Own' },
        status: 'ok',
        httpStatus: 200,
        attempts: [{ provider: 'first', model: 'claude-told', status: 200, reason: null }],
        usage: used,
        exact: true,
      })
      expect(call.costUsd).toBeCloseTo(costOf(used), 9)
      expect(call.ttfbMs).toBeGreaterThanOrEqual(60)
      expect(call.durationMs).toBeGreaterThanOrEqual(call.ttfbMs ?? 0)
      expect(call.why).not.toBe('')
    }
  })

  it('whose price nobody knows costs an unknown amount, not nothing', async () => {
    await (await ann.agent.ask('claude-of-tomorrow-unpriced')).text()
    const call = await ann.router.settled('claude-of-tomorrow-unpriced')
    expect(call).toMatchObject({ status: 'ok', costUsd: null, usage: HELLO.usage })
    const today = call.at.slice(0, 10)
    const { total } = await ann.router.usage({ from: today, until: today })
    expect(total.unpriced).toBeGreaterThanOrEqual(1)
  })

  it('that failed cost nothing, and one that broke says so', async () => {
    first.script('claude-failed', refuses(400))
    await (await ann.agent.ask('claude-failed')).text()
    expect(await ann.router.settled('claude-failed')).toMatchObject({
      status: 'failed',
      httpStatus: 400,
      costUsd: 0,
    })
    first.script('claude-broke', cutAfter(6))
    await (await ann.agent.ask('claude-broke', { stream: true })).text()
    const { status, usage: used } = await ann.router.settled('claude-broke')
    expect(status).toBe('cut')
    // The provider said at its start what it had read.
    expect(used).toMatchObject({ input: HELLO.usage.input, cacheRead: HELLO.usage.cacheRead })
  })
})

function sumOf(usages: readonly (TokenUsage | null)[]): TokenUsage {
  const sum = (of: (tokens: TokenUsage) => number): number =>
    usages.reduce((total, each) => total + (each === null ? 0 : of(each)), 0)
  return {
    input: sum(({ input }) => input),
    output: sum(({ output }) => output),
    cacheRead: sum(({ cacheRead }) => cacheRead),
    cacheWrite: sum(({ cacheWrite }) => cacheWrite),
    cacheWriteLong: sum(({ cacheWriteLong }) => cacheWriteLong),
    reasoning: sum(({ reasoning }) => reasoning),
  }
}

it(
  `over ${CALLS} calls with failures, cancellations and power cuts the sums are those of what the providers served (seed ${SEED})`,
  async () => {
    const plans = plansOf(CALLS, SEED)
    scriptPlans(plans, first, second)
    const seen: Seen[] = []
    const cuts: Cut[] = []
    const restart = async (): Promise<void> => {
      const from = Date.now()
      await house.kill9()
      cuts.push({ from, to: Date.now() })
      await house.restart()
    }
    let restarted: Promise<void> | undefined
    await inLanes(plans, LANES, async (plan) => {
      // The others go on meanwhile, and find nobody there.
      if (isCut(plan.number)) restarted = restart()
      seen.push(await carryOut(ann.agent, plan))
      if (seen.at(-1)?.end === 'gone') await restarted
    })
    await restarted
    const calls = await settledCalls(cuts)
    const served = servedCalls()

    const odd = seen.filter(
      (each) => !agrees(each, calls.get(each.plan.number), served.get(each.plan.number), cuts),
    )
    expect(
      odd.map(({ plan, end }) => ({
        plan,
        end,
        call: calls.get(plan.number),
        served: served.get(plan.number)?.usage,
      })),
    ).toEqual([])

    const exact = [...calls].filter(([, call]) => call.status === 'ok')
    expect(sumOf(exact.map(([, call]) => call.usage))).toEqual(
      sumOf(exact.map(([number]) => served.get(number)?.usage ?? null)),
    )
    const cost = exact.reduce((total, [, call]) => total + (call.costUsd ?? Number.NaN), 0)
    expect(cost).toBeCloseTo(
      exact.reduce((total, [number]) => total + costOf(served.get(number)?.usage ?? usage({})), 0),
      9,
    )
    await expectReportOf([...calls.values()].filter(({ status }) => status !== 'running'))
  },
  TIME_MS,
)

/** Every call of the run, by its number, as soon as none runs any more but what a power cut has left behind. */
async function settledCalls(cuts: readonly Cut[]): Promise<Map<number, ModelCall>> {
  const all = async (): Promise<ModelCall[]> =>
    (await ann.router.allCalls()).filter(({ session }) => session !== null)
  const lastCut = Math.max(...cuts.map(({ to }) => to))
  const runs = ({ status, at }: ModelCall): boolean => status === 'running' && Date.parse(at) > lastCut
  await expect.poll(async () => (await all()).filter(runs), { timeout: 30_000, interval: 500 }).toEqual([])
  const calls = await all()
  const byNumber = new Map(calls.map((call) => [Number(call.session), call]))
  expect(byNumber.size, 'no call stands twice').toBe(calls.length)
  return byNumber
}

/** In milliseconds since the epoch: when the house was killed, and when it was dead. */
interface Cut {
  readonly from: number
  readonly to: number
}

/** A settlement waits 200 ms for company and is on its way for some more. */
const AROUND_MS = 1_000

function isCut(number: number): boolean {
  return number % STRETCH === Math.floor(STRETCH / 2)
}

function servedCalls(): Map<number, UpstreamCall> {
  const served = [...first.calls, ...second.calls].filter(({ outcome }) => outcome === 'served')
  return new Map(served.map((call) => [numberOf(call), call]))
}

/** Whether the ledger says what the client saw and the provider did. */
function agrees(
  seen: Seen,
  call: ModelCall | undefined,
  served: UpstreamCall | undefined,
  cuts: readonly Cut[],
): boolean {
  const status = call?.status ?? 'absent'
  const isAtTheCut = cuts.some(
    ({ from, to }) => seen.endedAt > from - AROUND_MS && seen.endedAt < to + AROUND_MS,
  )
  // What ran when the power went was told to no end: it is booked at its estimate when its lease has run out.
  if (status === 'running' || status === 'lost') return isAtTheCut
  // So is what had a lease in advance and was not told of yet; until then it is held, and has no row.
  if (status === 'absent' && isAtTheCut) return true
  switch (seen.end) {
    case 'whole':
      return status === 'ok' && JSON.stringify(call?.usage) === JSON.stringify(served?.usage)
    case 'refused':
      // No lease is given where both providers rest.
      return status === 'absent' || (status === 'failed' && served === undefined && call?.costUsd === 0)
    case 'broken':
      return status === 'cut' && served === undefined
    // A client may go away when all is said, or before anybody has heard it.
    case 'left':
      return status === 'cancelled' || status === 'ok' || status === 'absent'
    // Its settlement may be on disk though its client never heard the end.
    case 'gone':
      return status === 'absent' || isAtTheCut
    case 'hung':
      return false
  }
}

/** The usage report's sums are the calls' own. */
async function expectReportOf(calls: readonly ModelCall[]): Promise<void> {
  const days = calls.map(({ at }) => at.slice(0, 10)).toSorted()
  const range = { from: days.at(0) ?? '', until: days.at(-1) ?? '', by: 'route' }
  const { lines } = await ann.router.usage(range)
  const line = lines.find(({ key }) => key === 'Any')
  expect(line?.calls).toBe(calls.length)
  expect(line?.usage).toEqual(sumOf(calls.map((call) => call.usage)))
  expect(line?.costUsd).toBeCloseTo(
    calls.reduce((total, { costUsd }) => total + (costUsd ?? 0), 0),
    6,
  )
}
