import type { Protocol } from '@switchboard/shared-types/api/router/protocol'
import type { ModelRoute, RequestTraits } from '@switchboard/shared-types/api/router/routes'
import type { LeaseErrorCode } from '@switchboard/shared-types/contracts/router'
import type { RouteId, TokenId } from '@switchboard/shared-types/ids'
import type { Result } from '@switchboard/shared-types/result'
import type { HealthBook } from '../health/health.ts'
import type { PriceBook } from '../prices/price-book.ts'
import type { KnownProvider } from '../providers/known-provider.ts'
import type { PlannedAttempt } from './planned-attempt.ts'

export interface PlanRequest {
  readonly protocol: Protocol
  readonly traits: RequestTraits
  /** Null in a dry run for no token in particular. */
  readonly tokenId: TokenId | null
  /** Milliseconds since 1970. */
  readonly now: number
  /** From 0 to 1, as Math.random. */
  readonly random: () => number
}

export interface PlanParts {
  readonly routes: readonly ModelRoute[]
  readonly providers: readonly KnownProvider[]
  readonly health: Pick<HealthBook, 'usable' | 'keysInTurn'>
  readonly prices: Pick<PriceBook, 'of'>
}

export interface Plan {
  readonly route: { readonly id: RouteId | null; readonly name: string }
  readonly why: string
  readonly cacheSeconds: number | null
  /** At least one, at most four, in the order in which they are tried. */
  readonly attempts: readonly PlannedAttempt[]
}

/** Decides where a call goes and changes nothing; who makes it says so with `health.begin(attempts[0], now)`. */
export function planCall(_request: PlanRequest, _parts: PlanParts): Result<Plan, LeaseErrorCode> {
  throw new Error('on its way')
}
