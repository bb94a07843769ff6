import { Actor } from '@switchboard/kernel/actor'
import type { CallQuery, UsageQuery } from '@switchboard/shared-types/api/router/calls'
import type { AddLimit } from '@switchboard/shared-types/api/router/limits'
import type {
  AddKey,
  AddProvider,
  SetPrice,
  UpdateProvider,
} from '@switchboard/shared-types/api/router/providers'
import type { DryRunRequest, RouteDraft } from '@switchboard/shared-types/api/router/routes'
import type { CreateToken, UpdateToken } from '@switchboard/shared-types/api/router/tokens'
import type {
  CachedAnswer,
  CacheKey,
  LeaseRequest,
  RouterContract,
  Settlement,
} from '@switchboard/shared-types/contracts/router'
import { RouterId } from '@switchboard/shared-types/ids'
import type { CallId, KeyId, LimitId, ProviderId, TokenId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import migrations from './migrations/migrations.js'
import { forgetMemory, openRouter } from './router.ts'
import type { Router } from './router.ts'
import { dryRun } from './routes/dry-run.ts'
import { createToken, revokeToken, toAgentToken, updateToken } from './tokens/tokens.ts'

type Answer<M extends keyof RouterContract> = ReturnType<RouterContract[M]>

function onItsWay(): never {
  throw new Error('on its way')
}

/**
 * One per person, addressed by the person's ULID. Owns agent tokens, provider keys, routes, limits, prices, the ledger
 * and the sockets of the live view. Called by the edge: for agents, with nothing but a token's hash, and for the person.
 */
export class RouterActor extends Actor<RouterId> implements RouterContract {
  readonly #router: Router

  constructor(ctx: DurableObjectState, env: ActorsEnv) {
    super(ctx, env, () => ({ kind: 'router', migrations, jobs: {}, routes: {} }))
    const { db, commits, jobs, mail } = this
    const id = RouterId.parse(ctx.id.name)
    this.#router = openRouter({ id, storage: ctx.storage, db, commits, jobs, mail }, env)
  }

  // For agents

  lease(id: RouterId, trace: Trace, _request: LeaseRequest): Answer<'lease'> {
    return this.call(id, trace, onItsWay)
  }

  extend(id: RouterId, trace: Trace, _call: CallId): Answer<'extend'> {
    return this.call(id, trace, onItsWay)
  }

  settle(id: RouterId, trace: Trace, _settlement: Settlement): Answer<'settle'> {
    return this.call(id, trace, onItsWay)
  }

  listModels(id: RouterId, trace: Trace, _tokenHash: string): Answer<'listModels'> {
    return this.call(id, trace, onItsWay)
  }

  cached(id: RouterId, trace: Trace, _key: CacheKey): Answer<'cached'> {
    return this.call(id, trace, onItsWay)
  }

  keep(
    id: RouterId,
    trace: Trace,
    _input: CacheKey & { answer: CachedAnswer; seconds: number },
  ): Answer<'keep'> {
    return this.call(id, trace, onItsWay)
  }

  // For the person: tokens

  tokens(id: RouterId, trace: Trace): Answer<'tokens'> {
    return this.call(id, trace, () => this.#router.tokens.all().map(toAgentToken))
  }

  createToken(id: RouterId, trace: Trace, input: CreateToken): Answer<'createToken'> {
    return this.call(id, trace, () => createToken(this.#router.tokens, id, input, new Date()))
  }

  updateToken(id: RouterId, trace: Trace, input: UpdateToken & { id: TokenId }): Answer<'updateToken'> {
    return this.call(id, trace, () => updateToken(this.#router.tokens, input, new Date()))
  }

  revokeToken(id: RouterId, trace: Trace, token: TokenId): Answer<'revokeToken'> {
    return this.call(id, trace, () => revokeToken(this.#router.tokens, token, new Date()))
  }

  // For the person: providers, prices, routes

  providers(id: RouterId, trace: Trace): Answer<'providers'> {
    return this.call(id, trace, () => this.#router.providers.list(Date.now()))
  }

  addProvider(id: RouterId, trace: Trace, input: AddProvider): Answer<'addProvider'> {
    return this.call(id, trace, () => this.#router.providers.add(input))
  }

  updateProvider(
    id: RouterId,
    trace: Trace,
    input: UpdateProvider & { id: ProviderId },
  ): Answer<'updateProvider'> {
    return this.call(id, trace, () => this.#router.providers.update(input))
  }

  removeProvider(id: RouterId, trace: Trace, provider: ProviderId): Answer<'removeProvider'> {
    return this.call(id, trace, () => this.#router.providers.remove(provider))
  }

  addKey(id: RouterId, trace: Trace, input: AddKey & { provider: ProviderId }): Answer<'addKey'> {
    return this.call(id, trace, () => this.#router.providers.addKey(input))
  }

  removeKey(id: RouterId, trace: Trace, input: { provider: ProviderId; key: KeyId }): Answer<'removeKey'> {
    return this.call(id, trace, () => this.#router.providers.removeKey(input))
  }

  testProvider(
    id: RouterId,
    trace: Trace,
    input: { provider: ProviderId; key?: KeyId | undefined },
  ): Answer<'testProvider'> {
    return this.call(id, trace, () => this.#router.providers.test(input))
  }

  findServers(id: RouterId, trace: Trace): Answer<'findServers'> {
    return this.call(id, trace, () => this.#router.providers.findServers())
  }

  prices(id: RouterId, trace: Trace): Answer<'prices'> {
    return this.call(id, trace, () => this.#router.prices.list(this.#router.providers.known()))
  }

  setPrice(id: RouterId, trace: Trace, input: SetPrice): Answer<'setPrice'> {
    return this.call(id, trace, () => this.#router.prices.set(input, this.#router.providers.known()))
  }

  routes(id: RouterId, trace: Trace): Answer<'routes'> {
    return this.call(id, trace, () => [...this.#router.routes.list()])
  }

  setRoutes(id: RouterId, trace: Trace, routes: readonly RouteDraft[]): Answer<'setRoutes'> {
    return this.call(id, trace, () => {
      const slugs = new Set(this.#router.providers.known().map(({ slug }) => slug))
      return this.ctx.storage.transactionSync(() => this.#router.routes.set(routes, slugs))
    })
  }

  dryRun(id: RouterId, trace: Trace, request: DryRunRequest): Answer<'dryRun'> {
    return this.call(id, trace, () => ok(dryRun(request, onItsWay(), Date.now())))
  }

  // For the person: limits and ledger

  limits(id: RouterId, trace: Trace): Answer<'limits'> {
    return this.call(id, trace, onItsWay)
  }

  addLimit(id: RouterId, trace: Trace, _input: AddLimit): Answer<'addLimit'> {
    return this.call(id, trace, onItsWay)
  }

  removeLimit(id: RouterId, trace: Trace, _limit: LimitId): Answer<'removeLimit'> {
    return this.call(id, trace, onItsWay)
  }

  calls(id: RouterId, trace: Trace, _query: CallQuery): Answer<'calls'> {
    return this.call(id, trace, onItsWay)
  }

  callOf(id: RouterId, trace: Trace, _call: CallId): Answer<'callOf'> {
    return this.call(id, trace, onItsWay)
  }

  content(id: RouterId, trace: Trace, _call: CallId): Answer<'content'> {
    return this.call(id, trace, onItsWay)
  }

  running(id: RouterId, trace: Trace): Answer<'running'> {
    return this.call(id, trace, onItsWay)
  }

  usage(id: RouterId, trace: Trace, _query: UsageQuery): Answer<'usage'> {
    return this.call(id, trace, onItsWay)
  }

  // Sockets and the end

  closeSockets(id: RouterId, trace: Trace, _input: { session?: string | undefined }): Answer<'closeSockets'> {
    return this.call(id, trace, onItsWay)
  }

  purge(id: RouterId, trace: Trace): Answer<'purge'> {
    return this.call(id, trace, async () => {
      forgetMemory(this.#router)
      await this.erase()
      return ok(null)
    })
  }
}
