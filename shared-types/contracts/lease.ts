import type { AttemptOutcome, CallContent, CallStatus, TokenUsage } from '../api/router/calls.ts'
import type { Protocol } from '../api/router/protocol.ts'
import type { ProviderKind } from '../api/router/providers.ts'
import type { RequestTraits, RouteDraft } from '../api/router/routes.ts'
import type { CallId, KeyId, ProviderId } from '../ids.ts'

/**
 * In place of a token's hash: a call of Switchboard itself. No SHA-256 is as short, and the edge hashes whatever it is
 * given, so nobody outside can present it.
 */
export const OWN_TOKEN = 'switchboard'

/**
 * How long spare leases may be begun, unless they are recalled: as long as a change has to wait where the isolate that
 * holds some does not answer. As many are asked for as calls are expected in that time.
 */
export const SPARE_LEASE_MS = 4_000

/** Spare leases whose time is over go back with the next lease that comes so soon, else alone. */
export const GIVE_BACK_WITHIN_MS = 750

/** What is asked for one model call. */
export interface LeaseRequest {
  /** SHA-256 of the whole token, base64url; or {@link OWN_TOKEN}. */
  readonly tokenHash: string
  readonly protocol: Protocol
  readonly traits: RequestTraits
  /** As the client names its session (`x-claude-code-session-id`); null where it does not. */
  readonly session: string | null
  /** The first product of the User-Agent: `claude-cli/2.1`. */
  readonly agent: string | null
  /** How many more calls of this kind are expected at once: at most so many spare leases come with the lease. */
  readonly expected: number
}

/** What tells a call from the others of its kind: the router hears it when a call with a spare lease is told of. */
export interface Begun extends Pick<LeaseRequest, 'session' | 'agent'> {
  readonly requestId: string
}

/** One provider to try: all that the edge needs to make the request. */
export interface Attempt {
  /** Position in the lease, to be told back in the settlement. */
  readonly index: number
  readonly providerId: ProviderId
  readonly keyId: KeyId | null
  readonly provider: string
  readonly kind: ProviderKind
  /** What the provider is spoken to in; another one than the client's means a translation. */
  readonly protocol: Protocol
  readonly baseUrl: string
  /** The headers that authorise: the opened key is in here, so it is never logged, and lives as long as the call and the spare leases. */
  readonly headers: Readonly<Record<string, string>>
  readonly model: string
  readonly overrides: RouteDraft['targets'][number]['overrides']
  readonly timeoutMs: number
}

/** The permission for one call. Whoever holds it settles it, and extends it while it runs. */
export interface Lease {
  readonly callId: CallId
  readonly attempts: readonly Attempt[]
  /** How long an answer to the very same request is given again; null: it is not cached. */
  readonly cacheSeconds: number | null
  /** Whether prompt and answer are to be told in the settlement. */
  readonly keepsContent: boolean
  /** How long the settlement may wait for the next lease to take it along; 0 where a limit wants to know at once. */
  readonly settleWithinMs: number
  /** Null where there are none. */
  readonly spare: SpareLeases | null
}

/**
 * Leases of further calls, decided and reserved in advance: each is that of a call with the same token, protocol and
 * traits, but for the size of its input. They are begun in the order of their ids without asking, and what is left when
 * their time is over, or the router recalls them, is given back.
 */
export interface SpareLeases {
  readonly callIds: readonly CallId[]
  /** From when the lease was asked for that they came with. */
  readonly forMs: number
  /** The estimated inputs that they are for, both included. */
  readonly minInputTokens: number
  readonly maxInputTokens: number
}

/**
 * How the router ends the spare leases that came with a lease, or are on their way with it, before their time: when this
 * answers, none of them can be begun any more, and the router has been told of the calls that had ended by then.
 * @returns how many of them were begun
 */
export type Recall = () => Promise<number>

export type LeaseErrorCode =
  | 'call.invalid_token'
  | 'call.scope'
  | 'call.no_provider'
  | 'call.no_route'
  | 'call.rate_limited'
  | 'call.budget_spent'
  | 'call.unavailable'

/** What became of one attempt: the edge tells it, and the health of keys and providers follows from it. */
export interface AttemptReport extends AttemptOutcome {
  readonly index: number
  /** Whose fault it was; `none` for an answer that the client may have, an error of its own making included. */
  readonly fault: 'none' | 'provider' | 'key' | 'rate-limit'
  /** As the provider asked, in seconds; null where it did not. */
  readonly retryAfterSeconds: number | null
}

export interface Settlement {
  readonly callId: CallId
  readonly status: Exclude<CallStatus, 'running' | 'lost'>
  readonly httpStatus: number | null
  readonly attempts: readonly AttemptReport[]
  /** Null where nothing was used, or nobody told. */
  readonly usage: TokenUsage | null
  readonly exact: boolean
  readonly ttfbMs: number | null
  readonly durationMs: number
  readonly notes: readonly string[]
  readonly content: CallContent | null
  /** Null where the call had a lease of its own. */
  readonly begun: Begun | null
}
