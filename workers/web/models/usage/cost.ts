import type { UsageLine } from '@switchboard/shared-types/api/router/calls'
import { counted, dollars } from '../format.ts'

type Cost = Pick<UsageLine, 'calls' | 'costUsd' | 'unpriced'>

/** What is known of the cost; where some calls have no price it is at least that. */
export function costWords({ costUsd, unpriced }: Cost): string {
  if (unpriced === 0) return dollars(costUsd)
  return costUsd === 0 ? 'unknown' : `${dollars(costUsd)} +`
}

/** What is not known of the cost; empty where all is. */
export function unpricedWords({ unpriced }: Cost): string {
  return unpriced === 0 ? '' : `${counted(unpriced, 'call')} without a known price`
}
