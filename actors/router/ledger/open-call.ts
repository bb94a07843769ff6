import type { TokenUsage } from '@switchboard/shared-types/api/router/calls'
import type { Protocol } from '@switchboard/shared-types/api/router/protocol'
import type { Begun } from '@switchboard/shared-types/contracts/lease'
import type { CallId, RouteId, TokenId } from '@switchboard/shared-types/ids'
import type { PlannedAttempt } from '../routes/planned-attempt.ts'

/** What a call may use, as its lease has reserved it. */
export interface Estimate {
  readonly inputTokens: number
  readonly outputTokens: number
  /** In nano-USD; null where a price is unknown. */
  readonly cost: number | null
}

/** What settling needs to know of an attempt that was planned. */
export type OpenAttempt = Pick<PlannedAttempt, 'providerId' | 'keyId' | 'provider' | 'model' | 'price'>

/** A call that was leased and is not settled. */
export interface OpenCall {
  readonly no: number
  readonly id: CallId
  /** In ms since the epoch. */
  readonly at: number
  readonly requestId: string
  readonly tokenId: TokenId
  readonly protocol: Protocol
  readonly model: string
  readonly stream: boolean
  readonly session: string | null
  readonly agent: string | null
  readonly route: { readonly id: RouteId | null; readonly name: string }
  readonly why: string
  readonly planned: readonly OpenAttempt[]
  readonly estimate: Estimate
  /** When it is booked as lost unless it is extended, in ms since the epoch. */
  readonly deadline: number
  /**
   * The number of the first lease that was given in advance together with this one, as long as nobody has told that this
   * call was begun: the ledger has no row of it then. Null for a call that is known.
   */
  readonly spareOf: number | null
}

/** What was heard of a call whose lease was given in advance. */
export function withBegun(call: OpenCall, begun: Begun | null): OpenCall {
  return begun === null ? call : { ...call, ...begun }
}

/** What a call that nobody settles is booked at. */
export function usageOf({ inputTokens, outputTokens }: Estimate): TokenUsage {
  return { ...NO_USAGE, input: inputTokens, output: outputTokens }
}

export const NO_USAGE: TokenUsage = {
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  cacheWriteLong: 0,
  reasoning: 0,
}

/** The whole input, cached tokens included. */
export function inputOf({ input, cacheRead, cacheWrite }: TokenUsage): number {
  return input + cacheRead + cacheWrite
}

/** Every token once: what a limit of tokens counts. */
export function tokensOf(usage: TokenUsage): number {
  return inputOf(usage) + usage.output
}
