import type { Price } from '@switchboard/shared-types/api/router/providers'

/** In force for calls whose whole input is larger than `above` tokens. */
export interface PriceTier extends Price {
  readonly above: number
}

/** In US dollars per million tokens; tiers in rising order. */
export interface TieredPrice extends Price {
  readonly tiers: readonly PriceTier[]
}
