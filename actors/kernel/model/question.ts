import type { CallId } from '@switchboard/shared-types/ids'

/** What an actor asks a model. */
export interface Question {
  /** For what; the ledger shows it as the call's session and agent. */
  readonly purpose: 'summary' | 'draft' | 'analysis' | 'output'
  /** The name that routes are looked up by. */
  readonly model: string
  readonly system: string
  readonly prompt: string
  readonly maxOutputTokens: number
}

export interface ModelAnswer {
  /** Never empty. */
  readonly text: string
  /** As the provider that answered calls it. */
  readonly model: string
  readonly callId: CallId
}
