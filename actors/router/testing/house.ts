import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { vi } from 'vitest'
import { hashAgentToken } from '@switchboard/shared-types/agent-token'
import type { TokenUsage } from '@switchboard/shared-types/api/router/calls'
import { AddLimit } from '@switchboard/shared-types/api/router/limits'
import type { Price } from '@switchboard/shared-types/api/router/providers'
import type { RequestTraits, RouteDraft } from '@switchboard/shared-types/api/router/routes'
import { CreateToken } from '@switchboard/shared-types/api/router/tokens'
import type { Lease, LeaseRequest, Settlement } from '@switchboard/shared-types/contracts/lease'
import { getStub } from '@switchboard/shared-types/door'
import { newId, routerOf } from '@switchboard/shared-types/ids'
import type { CallId, RouterId } from '@switchboard/shared-types/ids'
import type { Result } from '@switchboard/shared-types/result'
import { startTrace } from '@switchboard/shared-types/trace'

// A machine that is busy with something else is not a fault of the router.
vi.setConfig({ testTimeout: 60_000 })

/** A thousand tokens of output cost a dollar; what is read costs nothing. */
export const DOLLAR_PRICE: Price = { input: 0, output: 1_000, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0 }
/** So many tokens of output at that price. */
export const DOLLAR = 1_000
export const MODEL = 'up/large'

/** Leads every call to the provider of every test. */
export const ROUTE: RouteDraft = {
  name: 'all',
  enabled: true,
  models: ['*'],
  conditions: {},
  targets: [{ provider: 'up', model: 'large', tier: 1, weight: 1, overrides: {}, timeoutSeconds: 60 }],
  cacheSeconds: null,
}

export const NO_TOKENS: TokenUsage = {
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  cacheWriteLong: 0,
  reasoning: 0,
}

/** A router of its own for one test, with what tests do to it over and over. */
export class House {
  readonly id: RouterId = routerOf(newId('per'))
  readonly trace = startTrace('test')
  tokenHash = ''

  /** A router with a provider, and one token that may call models. @param price null: nobody knows it */
  static async open(price: Price | null = DOLLAR_PRICE, token: Partial<CreateToken> = {}): Promise<House> {
    const house = new House()
    const { stub, id, trace } = house
    const provider = { kind: 'openai-compatible' as const, slug: 'up', baseUrl: 'https://models.example/v1' }
    valueOf(
      await stub.addProvider(id, trace, {
        ...provider,
        defaultModel: 'large',
        smallModel: null,
        key: 'sk-up',
      }),
    )
    if (price !== null) valueOf(await stub.setPrice(id, trace, { provider: 'up', model: 'large', price }))
    house.tokenHash = await house.newToken(token)
    return house
  }

  /** Made anew for each use, as the door says. */
  get stub() {
    return getStub(env.ROUTER, this.id)
  }

  /** @returns the hash of a new token */
  async newToken(given: Partial<CreateToken> = {}): Promise<string> {
    const input = CreateToken.parse({ name: 'agent', ...given })
    return await hashAgentToken(valueOf(await this.stub.createToken(this.id, this.trace, input)).token)
  }

  /** @param more whose calls it counts, where not everybody's, and when it warns, where it does */
  async limit(limit: Pick<AddLimit, 'metric' | 'period' | 'amount'>, more: Partial<AddLimit> = {}) {
    const input = AddLimit.parse({ scope: { kind: 'person' }, warnAt: null, ...limit, ...more })
    return valueOf(await this.stub.addLimit(this.id, this.trace, input))
  }

  async used(): Promise<number[]> {
    return (await this.stub.limits(this.id, this.trace)).map(({ used }) => used)
  }

  /** What is asked for one call. */
  request(traits: Partial<RequestTraits> = {}, request: Partial<LeaseRequest> = {}): LeaseRequest {
    return {
      tokenHash: this.tokenHash,
      protocol: 'openai-chat',
      traits: { ...TRAITS, ...traits },
      session: null,
      agent: null,
      expected: 0,
      ...request,
    }
  }

  /** @param ended what the lease takes along */
  async tryLease(
    traits: Partial<RequestTraits> = {},
    request: Partial<LeaseRequest> = {},
    ended: readonly Settlement[] = [],
  ) {
    return await this.stub.lease(this.id, this.trace, this.request(traits, request), ended)
  }

  /** Leases where that must succeed. */
  async lease(traits: Partial<RequestTraits> = {}, request: Partial<LeaseRequest> = {}): Promise<Lease> {
    return valueOf(await this.tryLease(traits, request))
  }

  /** @returns the leases that come in advance with one that is leased for it */
  async spares(expected = 3): Promise<readonly CallId[]> {
    return (await this.lease({}, { expected })).spare?.callIds ?? []
  }

  async giveBack(ids: readonly CallId[]): Promise<void> {
    valueOf(await this.stub.giveBack(this.id, this.trace, ids))
  }

  async settle(call: CallId, given: Partial<Settlement> = {}): Promise<Result<null>> {
    return await this.stub.settle(this.id, this.trace, settlementOf(call, given))
  }

  async call(id: CallId) {
    return valueOf(await this.stub.callOf(this.id, this.trace, id))
  }

  async setRoutes(routes: readonly RouteDraft[]) {
    return valueOf(await this.stub.setRoutes(this.id, this.trace, routes))
  }

  /** What a day's report says in all. */
  async usage() {
    const day = new Date().toISOString().slice(0, 10)
    const report = await this.stub.usage(this.id, this.trace, { from: day, until: day, by: 'day' })
    return valueOf(report).total
  }

  /** Takes the actor out of memory; what is stored and hibernating sockets remain. */
  async evict(): Promise<void> {
    // Only one that runs can be evicted.
    await this.stub.health(this.id, this.trace)
    await evictDurableObject(this.stub)
  }

  async rows(query: string, ...values: string[]): Promise<Record<string, SqlStorageValue>[]> {
    return await runInDurableObject(this.stub, (_, { storage }) =>
      storage.sql.exec(query, ...values).toArray(),
    )
  }
}

const TRAITS: RequestTraits = {
  model: MODEL,
  stream: false,
  estimatedInputTokens: 10,
  maxOutputTokens: DOLLAR,
  thinking: false,
  images: 0,
  tools: 0,
}

/** How a call ended; what the test does not name went well, and used a tenth of a dollar. */
export function settlementOf(callId: CallId, given: Partial<Settlement> = {}): Settlement {
  return {
    callId,
    status: 'ok',
    httpStatus: 200,
    attempts: [
      {
        index: 0,
        provider: 'up',
        model: 'large',
        status: 200,
        reason: null,
        ms: 40,
        fault: 'none',
        retryAfterSeconds: null,
      },
    ],
    usage: { ...NO_TOKENS, input: 7, output: DOLLAR / 10 },
    exact: true,
    ttfbMs: 30,
    durationMs: 42,
    notes: [],
    content: null,
    begun: null,
    ...given,
  }
}

/** @throws where the result is a failure */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

export function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code
}
