import type { Protocol } from '@switchboard/shared-types/api/router/protocol'
import type { ProviderKind } from '@switchboard/shared-types/api/router/providers'
import type { RouteTarget } from '@switchboard/shared-types/api/router/routes'
import type { KeyId, ProviderId } from '@switchboard/shared-types/ids'
import type { TieredPrice } from '../prices/price.ts'

/** One provider to try, before its key is opened. */
export interface PlannedAttempt {
  readonly providerId: ProviderId
  /** Null for a provider that needs no key. */
  readonly keyId: KeyId | null
  /** Its slug. */
  readonly provider: string
  readonly kind: ProviderKind
  readonly protocol: Protocol
  readonly model: string
  readonly overrides: RouteTarget['overrides']
  readonly timeoutMs: number
  /** Null: unknown. */
  readonly price: TieredPrice | null
}
