import type { Sealer } from '@switchboard/kernel/seal/seal'
import type { Attempt, LeaseErrorCode } from '@switchboard/shared-types/contracts/router'
import type { RouterId } from '@switchboard/shared-types/ids'
import type { Result } from '@switchboard/shared-types/result'
import type { KnownProvider } from '../providers/known-provider.ts'
import type { PlannedAttempt } from '../routes/planned-attempt.ts'
import type { KeyTable } from './key-table.ts'

export interface OpenParts {
  readonly routerId: RouterId
  readonly sealer: Sealer
  readonly keys: KeyTable
  readonly providers: readonly KnownProvider[]
}

/**
 * Opens the keys of one call. An attempt keeps its index in the plan; one whose key can not be opened is left out, and
 * that key is refused until it is replaced. A key that an older ring key sealed is sealed anew.
 */
export function openAttempts(
  _planned: readonly PlannedAttempt[],
  _parts: OpenParts,
): Promise<Result<Attempt[], LeaseErrorCode>> {
  throw new Error('on its way')
}
