import { answerClose } from '@switchboard/kernel/live/live-sockets'
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
import type { RouterContract } from '@switchboard/shared-types/contracts/router'
import { RouterId } from '@switchboard/shared-types/ids'
import type { CallId, KeyId, LimitId, ProviderId, TokenId } from '@switchboard/shared-types/ids'
import { CLOSE, PING, PONG } from '@switchboard/shared-types/realtime/frames'
import { LIVE_HEADERS, LiveUntil } from '@switchboard/shared-types/realtime/live-headers'
import { ok } from '@switchboard/shared-types/result'
import { startTrace } from '@switchboard/shared-types/trace'
import type { Trace } from '@switchboard/shared-types/trace'
import { rehearse } from './lease/rehearse.ts'
import { outliveSpares } from './lease/recall.ts'
import { readContent } from './ledger/content.ts'
import { findCall, listCalls } from './ledger/list-calls.ts'
import { reportUsage } from './ledger/usage-report.ts'
import { addLimit, removeLimit } from './limits/limits.ts'
import { toLimit } from './limits/to-limit.ts'
import { CallsActor } from './calls-actor.ts'
import { forgetMemory } from './router.ts'
import { createToken, revokeToken, toAgentToken, updateToken } from './tokens/tokens.ts'

type Answer<M extends keyof RouterContract> = ReturnType<RouterContract[M]>

/**
 * One per person or group, addressed by their ULID. Owns agent tokens, provider keys, routes, limits, prices, the ledger
 * and the sockets of the live view. Called by the edge: for agents ({@link CallsActor}), and for people.
 */
export class RouterActor extends CallsActor implements RouterContract {
  constructor(ctx: DurableObjectState, env: ActorsEnv) {
    super(ctx, env)
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG))
  }

  // For the person: tokens

  tokens(id: RouterId, trace: Trace): Answer<'tokens'> {
    return this.call(id, trace, () => this.router.tokens.all().map(toAgentToken))
  }

  createToken(id: RouterId, trace: Trace, input: CreateToken): Answer<'createToken'> {
    return this.call(id, trace, () => createToken(this.router.tokens, id, input, new Date()))
  }

  updateToken(id: RouterId, trace: Trace, input: UpdateToken & { id: TokenId }): Answer<'updateToken'> {
    return this.#change(id, trace, () => updateToken(this.router.tokens, input, new Date()))
  }

  revokeToken(id: RouterId, trace: Trace, token: TokenId): Answer<'revokeToken'> {
    return this.#change(id, trace, () => revokeToken(this.router.tokens, token, new Date()))
  }

  // For the person: providers, prices, routes

  providers(id: RouterId, trace: Trace): Answer<'providers'> {
    return this.call(id, trace, () => this.router.providers.list(Date.now()))
  }

  addProvider(id: RouterId, trace: Trace, input: AddProvider): Answer<'addProvider'> {
    return this.#change(id, trace, () => this.router.providers.add(input))
  }

  updateProvider(
    id: RouterId,
    trace: Trace,
    input: UpdateProvider & { id: ProviderId },
  ): Answer<'updateProvider'> {
    return this.#change(id, trace, () => this.router.providers.update(input))
  }

  removeProvider(id: RouterId, trace: Trace, provider: ProviderId): Answer<'removeProvider'> {
    return this.#change(id, trace, () => this.router.providers.remove(provider))
  }

  addKey(id: RouterId, trace: Trace, input: AddKey & { provider: ProviderId }): Answer<'addKey'> {
    return this.#change(id, trace, () => this.router.providers.addKey(input))
  }

  removeKey(id: RouterId, trace: Trace, input: { provider: ProviderId; key: KeyId }): Answer<'removeKey'> {
    return this.#change(id, trace, () => this.router.providers.removeKey(input))
  }

  testProvider(
    id: RouterId,
    trace: Trace,
    input: { provider: ProviderId; key?: KeyId | undefined },
  ): Answer<'testProvider'> {
    return this.call(id, trace, () => this.router.providers.test(input))
  }

  findServers(id: RouterId, trace: Trace): Answer<'findServers'> {
    return this.call(id, trace, () => this.router.providers.findServers())
  }

  prices(id: RouterId, trace: Trace): Answer<'prices'> {
    return this.call(id, trace, () => this.router.prices.list(this.router.providers.known()))
  }

  setPrice(id: RouterId, trace: Trace, input: SetPrice): Answer<'setPrice'> {
    return this.#change(id, trace, () => this.router.prices.set(input, this.router.providers.known()))
  }

  routes(id: RouterId, trace: Trace): Answer<'routes'> {
    return this.call(id, trace, () => [...this.router.routes.list()])
  }

  setRoutes(id: RouterId, trace: Trace, routes: readonly RouteDraft[]): Answer<'setRoutes'> {
    return this.#change(id, trace, () => {
      const slugs = new Set(this.router.providers.known().map(({ slug }) => slug))
      return this.ctx.storage.transactionSync(() => this.router.routes.set(routes, slugs))
    })
  }

  dryRun(id: RouterId, trace: Trace, request: DryRunRequest): Answer<'dryRun'> {
    return this.call(id, trace, () => rehearse(this.router, request, Date.now()))
  }

  // For the person: limits and ledger

  limits(id: RouterId, trace: Trace): Answer<'limits'> {
    return this.call(id, trace, () => this.router.limits.all().map((kept) => toLimit(kept, Date.now())))
  }

  addLimit(id: RouterId, trace: Trace, input: AddLimit): Answer<'addLimit'> {
    return this.#change(id, trace, () => addLimit(this.router, input, Date.now()))
  }

  removeLimit(id: RouterId, trace: Trace, limit: LimitId): Answer<'removeLimit'> {
    return this.#change(id, trace, () => removeLimit(this.router, limit))
  }

  calls(id: RouterId, trace: Trace, query: CallQuery): Answer<'calls'> {
    return this.call(id, trace, () => listCalls(this.router, query, new Date()))
  }

  callOf(id: RouterId, trace: Trace, call: CallId): Answer<'callOf'> {
    return this.call(id, trace, () => findCall(this.router, call, new Date()))
  }

  content(id: RouterId, trace: Trace, call: CallId): Answer<'content'> {
    return this.call(id, trace, () => readContent(this.router, call, new Date()))
  }

  running(id: RouterId, trace: Trace): Answer<'running'> {
    return this.call(id, trace, () => this.live.calls())
  }

  usage(id: RouterId, trace: Trace, query: UsageQuery): Answer<'usage'> {
    return this.call(id, trace, () => reportUsage(this.router, query))
  }

  // Sockets and the end

  closeSockets(
    id: RouterId,
    trace: Trace,
    { session }: { session?: string | undefined },
  ): Answer<'closeSockets'> {
    return this.call(id, trace, () => {
      this.live.close(session)
      return ok(null)
    })
  }

  hold(id: RouterId, trace: Trace, { held }: { held: boolean }): Answer<'hold'> {
    return this.#change(id, trace, () => {
      this.router.hold.set(held)
      return ok(null)
    })
  }

  purge(id: RouterId, trace: Trace): Answer<'purge'> {
    return this.call(id, trace, async (inner) => {
      this.router.hold.set(true)
      await outliveSpares(this.router, inner, Date.now())
      this.live.end()
      forgetMemory(this.router)
      await this.erase()
      return ok(null)
    })
  }

  override async fetch(request: Request): Promise<Response> {
    const router = RouterId.parse(request.headers.get(LIVE_HEADERS.router))
    const session = request.headers.get(LIVE_HEADERS.session) ?? ''
    const until = LiveUntil.optional().parse(request.headers.get(LIVE_HEADERS.until) ?? undefined)
    const trace = startTrace('edge', request.headers.get(LIVE_HEADERS.requestId) ?? undefined)
    return await this.call(router, trace, () => this.live.open(session, until))
  }

  override webSocketMessage(socket: WebSocket): void {
    socket.close(CLOSE.badFrame, 'this socket only tells')
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    answerClose(socket, code)
  }

  /** What the person has changed holds for every call that begins after the answer, those with spare leases included. */
  #change<T>(id: RouterId, trace: Trace, change: () => T | Promise<T>): Promise<T> {
    return this.call(id, trace, async (inner) => {
      const changed = await change()
      await outliveSpares(this.router, inner, Date.now())
      return changed
    })
  }
}
