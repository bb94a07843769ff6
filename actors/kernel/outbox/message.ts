import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'

export interface Message {
  readonly key: string
  readonly target: string
  readonly kind: string
  readonly body: string
}

/**
 * Hands a message to its target. A throw means "perhaps later" and is retried; an `err` means "never" and makes a dead
 * letter at once.
 */
export type Route = (message: Message, trace: Trace) => Promise<Result<unknown>>

export type Routes = Readonly<Record<string, Route>>
