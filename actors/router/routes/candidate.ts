import type { RouteTarget } from '@switchboard/shared-types/api/router/routes'
import type { KnownProvider } from '../providers/known-provider.ts'

/** A provider and a model that a call might go to. */
export interface Candidate {
  readonly provider: KnownProvider
  readonly model: string
  readonly overrides: RouteTarget['overrides']
  readonly timeoutMs: number
  /** When it is tried, as a sentence. */
  readonly why: string
}
