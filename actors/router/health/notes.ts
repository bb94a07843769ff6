import type { Health } from '@switchboard/shared-types/api/router/providers'
import type { KeyId, ProviderId } from '@switchboard/shared-types/ids'

/** Where a call goes: what a breaker is kept for, and the key that it is made with. */
export interface CallTarget {
  readonly providerId: ProviderId
  readonly keyId: KeyId | null
  readonly model: string
}

/** Whether a target may be called now; where not, why, and when it may again (milliseconds; null: not by waiting). */
export type Usability =
  | { readonly usable: true }
  | { readonly usable: false; readonly why: string; readonly until: number | null }

export interface HealthNote {
  readonly health: Health
  readonly reason: string | null
}
