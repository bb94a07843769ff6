import type { Protocol } from '@switchboard/shared-types/api/router/protocol'
import type { ModelRoute, RequestTraits } from '@switchboard/shared-types/api/router/routes'
import type { TokenId } from '@switchboard/shared-types/ids'
import type { HealthBook } from '../health/health.ts'
import type { PriceBook } from '../prices/price-book.ts'
import type { KnownProvider } from '../providers/known-provider.ts'

export interface PlanRequest {
  readonly protocol: Protocol
  readonly traits: RequestTraits
  /** Null in a dry run for no token in particular. */
  readonly tokenId: TokenId | null
  /** Milliseconds since 1970. */
  readonly now: number
  /** From 0 up to 1, as Math.random. */
  readonly random: () => number
}

export interface PlanParts {
  readonly routes: readonly ModelRoute[]
  readonly providers: readonly KnownProvider[]
  readonly health: Pick<HealthBook, 'usable' | 'keysInTurn'>
  readonly prices: Pick<PriceBook, 'of'>
}
