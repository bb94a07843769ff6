import type { Agent } from '../api/agent.ts'
import type { CallContent, CallPage, CallQuery, ModelCall } from '../api/router/calls.ts'
import type { RunningCall, UsageQuery, UsageReport } from '../api/router/calls.ts'
import type { AddLimit, Limit } from '../api/router/limits.ts'
import type {
  AddKey,
  AddProvider,
  FoundServer,
  ModelPrice,
  Provider,
  ProviderKey,
} from '../api/router/providers.ts'
import type { ProviderTest, SetPrice, UpdateProvider } from '../api/router/providers.ts'
import type { DryRun, DryRunRequest, ModelRoute, RouteDraft } from '../api/router/routes.ts'
import type { AgentToken, CreatedToken, CreateToken, TokenScope, UpdateToken } from '../api/router/tokens.ts'
import type { CallId, KeyId, LimitId, ProviderId, RouterId, TokenId } from '../ids.ts'
import type { Result } from '../result.ts'
import type { Trace } from '../trace.ts'
import type { ActorContract } from './actor.ts'
import type { Begun, Lease, LeaseErrorCode, LeaseRequest, Recall, Settlement } from './lease.ts'

/** An agent that asks for something other than a model, and what its token allows. */
export interface AdmittedAgent extends Agent {
  readonly scopes: readonly TokenScope[]
}

/** What an agent shows of its token. */
export interface AgentCredentials {
  /** SHA-256 of the whole token, base64url. */
  readonly tokenHash: string
  /** It is let in with any of these. */
  readonly anyOf: readonly TokenScope[]
}

/** An answer that is given again. */
export interface CachedAnswer {
  readonly status: number
  readonly contentType: string
  readonly body: Uint8Array
}

/** Which of a person's cached answers: the same path, protocol fields and body give the same key. */
export interface CacheKey {
  readonly tokenHash: string
  /** SHA-256 of what was asked, base64url. */
  readonly requestHash: string
}

/**
 * One per person or group: agent tokens, provider keys, routes, limits, prices, ledger. Called by the edge: for an agent
 * (lease, extend, settle, listModels, cached, keep) with nothing but a token's hash, for people with everything else;
 * and by actors that ask a model themselves (lease, settle). `fetch` takes the WebSocket of the live view.
 */
export interface RouterContract extends ActorContract<RouterId> {
  // For agents

  /**
   * Decides everything about one call and reserves what it may use; durable before it answers.
   * @param ended settlements of other calls that were on their way here: booked before this call is decided
   * @param unused spare leases whose time is over: taken back before it
   * @param recall ends the spare leases that come with it; without one, only their time does
   */
  lease(
    id: RouterId,
    trace: Trace,
    request: LeaseRequest,
    ended?: readonly Settlement[],
    unused?: readonly CallId[],
    recall?: Rpc.Stub<Recall> | null,
  ): Promise<Result<Lease, LeaseErrorCode>>
  /**
   * Told every minute while a call runs; a lease that nobody extends or settles is booked at its estimate.
   * @param begun of a call with a spare lease
   */
  extend(id: RouterId, trace: Trace, call: CallId, begun?: Begun | null): Promise<Result<null>>
  /** Takes back spare leases that were not used; one of a call that was begun must not be among them. */
  giveBack(id: RouterId, trace: Trace, calls: readonly CallId[]): Promise<Result<null>>
  /** Books what a call has used, once: a second settlement of the same call changes nothing. */
  settle(id: RouterId, trace: Trace, settlement: Settlement): Promise<Result<null>>
  /** The same for many; those of calls that nobody knows are passed over. */
  settleAll(id: RouterId, trace: Trace, settlements: readonly Settlement[]): Promise<Result<null>>
  /** The models that this token may ask for: routes' names that are no globs, then each provider's own. */
  listModels(
    id: RouterId,
    trace: Trace,
    tokenHash: string,
  ): Promise<Result<{ id: string; provider: string }[], LeaseErrorCode>>
  /** Lets an agent in that asks for no model; its token has been used now. */
  admitAgent(
    id: RouterId,
    trace: Trace,
    credentials: AgentCredentials,
  ): Promise<Result<AdmittedAgent, 'call.invalid_token' | 'call.scope'>>
  cached(id: RouterId, trace: Trace, key: CacheKey): Promise<CachedAnswer | null>
  /** Keeps an answer of at most 1 MiB; a larger one is passed over. */
  keep(
    id: RouterId,
    trace: Trace,
    input: CacheKey & { answer: CachedAnswer; seconds: number },
  ): Promise<Result<null>>

  // For the person

  tokens(id: RouterId, trace: Trace): Promise<AgentToken[]>
  createToken(
    id: RouterId,
    trace: Trace,
    input: CreateToken,
  ): Promise<Result<CreatedToken, 'token.too_many' | 'request.invalid'>>
  updateToken(
    id: RouterId,
    trace: Trace,
    input: UpdateToken & { id: TokenId },
  ): Promise<Result<AgentToken, 'token.not_found' | 'request.invalid'>>
  /** Switchboard's own token can not be revoked. */
  revokeToken(
    id: RouterId,
    trace: Trace,
    token: TokenId,
  ): Promise<Result<null, 'token.not_found' | 'request.invalid'>>

  providers(id: RouterId, trace: Trace): Promise<Provider[]>
  addProvider(
    id: RouterId,
    trace: Trace,
    input: AddProvider,
  ): Promise<
    Result<
      Provider,
      'provider.exists' | 'provider.bad_url' | 'provider.blocked_address' | 'provider.too_many'
    >
  >
  updateProvider(
    id: RouterId,
    trace: Trace,
    input: UpdateProvider & { id: ProviderId },
  ): Promise<Result<Provider, 'provider.not_found' | 'provider.bad_url' | 'provider.blocked_address'>>
  /** Refused while a route leads to it. */
  removeProvider(
    id: RouterId,
    trace: Trace,
    provider: ProviderId,
  ): Promise<Result<null, 'provider.not_found' | 'provider.in_use'>>
  addKey(
    id: RouterId,
    trace: Trace,
    input: AddKey & { provider: ProviderId },
  ): Promise<Result<ProviderKey, 'provider.not_found' | 'key.too_many'>>
  removeKey(
    id: RouterId,
    trace: Trace,
    input: { provider: ProviderId; key: KeyId },
  ): Promise<Result<null, 'provider.not_found' | 'key.not_found'>>
  /** Asks the provider for its models with that key, or with its first one; what it lists is kept. */
  testProvider(
    id: RouterId,
    trace: Trace,
    input: { provider: ProviderId; key?: KeyId | undefined },
  ): Promise<Result<ProviderTest, 'provider.not_found' | 'key.not_found'>>
  /**
   * Model servers at their usual ports of this machine, as far as its network may be reached, and the models of the
   * network that the installation runs on, where it has a binding for them.
   */
  findServers(id: RouterId, trace: Trace): Promise<FoundServer[]>

  prices(id: RouterId, trace: Trace): Promise<ModelPrice[]>
  /** A null price takes the person's own one back. */
  setPrice(id: RouterId, trace: Trace, input: SetPrice): Promise<Result<ModelPrice, 'provider.not_found'>>

  routes(id: RouterId, trace: Trace): Promise<ModelRoute[]>
  /** Replaces the list; calls that run keep what they were leased. */
  setRoutes(
    id: RouterId,
    trace: Trace,
    routes: readonly RouteDraft[],
  ): Promise<Result<ModelRoute[], 'provider.not_found' | 'route.unknown' | 'request.invalid'>>
  /** Changes and reserves nothing. */
  dryRun(id: RouterId, trace: Trace, request: DryRunRequest): Promise<Result<DryRun, 'token.not_found'>>

  limits(id: RouterId, trace: Trace): Promise<Limit[]>
  addLimit(
    id: RouterId,
    trace: Trace,
    input: AddLimit,
  ): Promise<Result<Limit, 'limit.exists' | 'token.not_found' | 'route.unknown'>>
  removeLimit(id: RouterId, trace: Trace, limit: LimitId): Promise<Result<null, 'limit.not_found'>>

  calls(id: RouterId, trace: Trace, query: CallQuery): Promise<Result<CallPage, 'cursor.invalid'>>
  callOf(id: RouterId, trace: Trace, call: CallId): Promise<Result<ModelCall, 'call.not_found'>>
  content(id: RouterId, trace: Trace, call: CallId): Promise<Result<CallContent, 'call.not_found'>>
  running(id: RouterId, trace: Trace): Promise<RunningCall[]>
  usage(id: RouterId, trace: Trace, query: UsageQuery): Promise<Result<UsageReport, 'request.invalid'>>

  /** Closes live connections: of one session, or all of them. */
  closeSockets(id: RouterId, trace: Trace, input: { session?: string | undefined }): Promise<Result<null>>
  /** Refuses every token while the person is suspended. */
  hold(id: RouterId, trace: Trace, input: { held: boolean }): Promise<Result<null>>
  /** Erases everything, keys and tokens first. */
  purge(id: RouterId, trace: Trace): Promise<Result<null>>
}

type SettingsMethod =
  | 'tokens'
  | 'providers'
  | 'addProvider'
  | 'updateProvider'
  | 'removeProvider'
  | 'addKey'
  | 'removeKey'
  | 'testProvider'
  | 'findServers'
  | 'prices'
  | 'setPrice'
  | 'routes'
  | 'setRoutes'
  | 'dryRun'
  | 'limits'
  | 'addLimit'
  | 'removeLimit'
  | 'calls'
  | 'callOf'
  | 'content'
  | 'running'
  | 'usage'

/** What may be set and seen of a router, whoever's it is and whoever stands in front of it. */
export type RouterSettings = {
  [M in SettingsMethod]: RouterContract[M] extends (...args: infer A) => Promise<Result<infer T>>
    ? (...args: A) => Promise<Result<T>>
    : RouterContract[M]
}
