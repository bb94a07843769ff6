import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SPARE_LEASE_MS } from '@switchboard/shared-types/contracts/lease'
import { inLanes } from '../../bench/statistics.ts'
import type { House } from '../house.ts'
import { Agent, settleIn, startGateway } from './gate.ts'
import type { Owner } from './gate.ts'
import { startUpstream } from './upstream.ts'
import type { Upstream } from './upstream.ts'
import { refuses } from './upstream/behaviour.ts'
import { HELLO } from './upstream/reply.ts'

const LANES = 8
const ALIKE = { stream: false, max_tokens: 64 }

let house: House
let first: Upstream
let second: Upstream
let people = 0

beforeAll(async () => {
  first = await startUpstream()
  second = await startUpstream()
  house = await startGateway()
})

afterAll(async () => {
  await house.stop()
  await first.stop()
  await second.stop()
})

/** Someone with one provider at each address, whose every call goes to the first one. */
async function newcomer(): Promise<Owner> {
  const owner = await settleIn(house, `busy${people++}`)
  const { router } = owner
  await router.addProvider({ kind: 'anthropic', slug: 'first', baseUrl: first.url, key: 'sk-first' })
  await router.addProvider({ kind: 'anthropic', slug: 'second', baseUrl: second.url, key: 'sk-second' })
  await leadTo(owner, 'first')
  return owner
}

async function leadTo({ router }: Owner, ...providers: readonly string[]): Promise<void> {
  const targets = providers.map((provider, tier) => ({ provider, model: null, tier: tier + 1 }))
  await router.setRoutes([{ name: 'Any', models: ['*'], targets }])
}

/** Calls of one kind that come one behind the other in each of some lanes, until it is stopped. */
class Traffic {
  readonly statuses: number[] = []
  readonly #agent: Agent
  readonly #model: string
  readonly #done: Promise<void>
  #isOver = false

  constructor(agent: Agent, model: string) {
    this.#agent = agent
    this.#model = model
    const lanes = Array.from({ length: LANES }, (_, lane) => lane)
    this.#done = inLanes(lanes, LANES, () => this.#lane())
  }

  async stop(): Promise<void> {
    this.#isOver = true
    await this.#done
  }

  /** Until so many calls have been answered. */
  async reach(count: number): Promise<void> {
    await expect.poll(() => this.statuses.length, { interval: 5 }).toBeGreaterThanOrEqual(count)
  }

  async #lane(): Promise<void> {
    while (!this.#isOver) {
      const status = await this.#agent.ask(this.#model, ALIKE).then(
        async (answer) => {
          await answer.text()
          return answer.status
        },
        () => null,
      )
      // Where nobody is there any more, it is over.
      if (status === null) this.#isOver = true
      else this.statuses.push(status)
    }
  }
}

describe('under traffic', () => {
  it('every call stands in the ledger once, under its own request id, and nothing stays held', async () => {
    const owner = await newcomer()
    await owner.router.addLimit({
      metric: 'concurrency',
      period: 'at-once',
      amount: 1_000,
      scope: { kind: 'person' },
    })
    const ids = new Set<string>()
    const numbers = Array.from({ length: 400 }, (_, number) => number)
    await inLanes(numbers, LANES, async () => {
      const answer = await owner.agent.ask('claude-traffic', ALIKE)
      await answer.text()
      ids.add(answer.headers.get('x-switchboard-request-id') ?? '')
    })
    expect(ids.size).toBe(numbers.length)
    const used = async () => (await owner.router.limits()).map((limit) => limit.used)
    await expect.poll(used).toEqual([0])
    const calls = await owner.router.allCalls()
    expect(new Set(calls.map(({ requestId }) => requestId))).toEqual(ids)
    expect(calls).toHaveLength(ids.size)
    expect(new Set(calls.map(({ status, exact }) => `${status} ${exact}`))).toEqual(new Set(['ok true']))
    const day = calls[0]?.at.slice(0, 10) ?? ''
    const { total } = await owner.router.usage({ from: day, until: day })
    expect(total).toMatchObject({
      calls: ids.size,
      usage: { output: ids.size * HELLO.usage.output },
    })
  })

  it('what has ended is told of as soon as the person changes something', async () => {
    const owner = await newcomer()
    const scope = { kind: 'person' as const }
    await owner.router.addLimit({ metric: 'concurrency', period: 'at-once', amount: 1_000, scope })
    const traffic = new Traffic(owner.agent, 'claude-told')
    await traffic.reach(200)
    await traffic.stop()
    await leadTo(owner, 'second')
    const used = async () => (await owner.router.limits()).map((limit) => limit.used)
    // By itself it would wait for another lease as long as spare leases last.
    await expect.poll(used, { timeout: SPARE_LEASE_MS / 2 }).toEqual([0])
  })

  it('a token that was revoked is good for nothing from the next call on', async () => {
    const owner = await newcomer()
    const { id, token } = await owner.router.createToken({ name: 'to be revoked' })
    const agent = new Agent(house.url, token)
    const traffic = new Traffic(agent, 'claude-revoked')
    await traffic.reach(100)
    const asked = Date.now()
    await owner.router.revokeToken(id)
    // The spare leases are recalled: nobody waits until their time is over.
    expect(Date.now() - asked).toBeLessThan(SPARE_LEASE_MS / 2)
    const after = await Promise.all(Array.from({ length: 5 }, () => agent.ask('claude-revoked', ALIKE)))
    expect(after.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401])
    await traffic.stop()
    expect(new Set(traffic.statuses)).toEqual(new Set([200, 401]))
  })

  it('changed routes lead every call that begins after they were saved', async () => {
    const owner = await newcomer()
    const traffic = new Traffic(owner.agent, 'claude-led')
    await traffic.reach(100)
    await leadTo(owner, 'second')
    // What had begun before is on its way.
    await traffic.reach(traffic.statuses.length + LANES)
    const before = first.of('claude-led').length
    await traffic.reach(traffic.statuses.length + 50)
    await traffic.stop()
    expect(first.of('claude-led')).toHaveLength(before)
    expect(second.of('claude-led').length).toBeGreaterThan(50)
    expect(new Set(traffic.statuses)).toEqual(new Set([200]))
  })

  it('a provider that begins to fail is left alone after a few calls, and nobody notices', async () => {
    const owner = await newcomer()
    await leadTo(owner, 'first', 'second')
    const traffic = new Traffic(owner.agent, 'claude-failing')
    await traffic.reach(100)
    first.script('claude-failing', refuses(500))
    const before = first.of('claude-failing').length
    await traffic.reach(traffic.statuses.length + 200)
    await traffic.stop()
    // Three failures open its breaker; those that had begun meanwhile were on their way.
    expect(first.of('claude-failing').length - before).toBeLessThanOrEqual(3 * LANES)
    expect(new Set(traffic.statuses)).toEqual(new Set([200]))
  })

  it('a power cut leaves no call unaccounted for: what the ledger does not have yet is held, to be booked', async () => {
    const owner = await newcomer()
    const scope = { kind: 'person' as const }
    await owner.router.addLimit({ metric: 'concurrency', period: 'at-once', amount: 1_000, scope })
    const traffic = new Traffic(owner.agent, 'claude-cut')
    await traffic.reach(200)
    await house.kill9()
    await traffic.stop()
    await house.restart()
    const [limit] = await owner.router.limits()
    const held = limit?.used ?? 0
    const settled = (await owner.router.allCalls()).filter(({ status }) => status === 'ok').length
    const served = first.of('claude-cut').filter(({ outcome }) => outcome === 'served').length
    expect(served).toBeGreaterThanOrEqual(200)
    expect(settled).toBeLessThanOrEqual(served)
    expect(settled + held).toBeGreaterThanOrEqual(served)
  })
})
