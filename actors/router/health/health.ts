import type { Health } from '@switchboard/shared-types/api/router/providers'
import type { AttemptReport } from '@switchboard/shared-types/contracts/router'
import type { KeyId, ProviderId } from '@switchboard/shared-types/ids'
import type { KeyRow, KeyTable } from '../keys/key-table.ts'

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

export class HealthBook {
  constructor(_keys: KeyTable) {}

  /** Asks and changes nothing. */
  usable(_target: CallTarget, _now: number): Usability {
    throw new Error('on its way')
  }

  /** The provider's keys, beginning with the one whose turn it is. */
  keysInTurn(_provider: ProviderId): KeyRow[] {
    throw new Error('on its way')
  }

  /** Tells that a call begins with this target: the provider's next key is next, a probe is the only one. */
  begin(_first: CallTarget, _now: number): void {
    throw new Error('on its way')
  }

  /** What became of the attempts of one call, by their index in `planned`. Writes key rows only where they change. */
  report(_planned: readonly CallTarget[], _reports: readonly AttemptReport[], _now: number): void {
    throw new Error('on its way')
  }

  ofProvider(_provider: ProviderId, _now: number): HealthNote {
    throw new Error('on its way')
  }

  ofKey(_row: KeyRow, _now: number): HealthNote & { readonly restingUntil: string | null } {
    throw new Error('on its way')
  }

  /** Forgets everything in memory, after an erasure. */
  forget(): void {
    throw new Error('on its way')
  }
}
