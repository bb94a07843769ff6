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

/**
 * Hands several messages for one target over in one call, in their order: all of them are taken or none. What it says
 * holds for the call; an `err` has them handed over one by one, so that it shows which was meant.
 */
export interface JoinedRoute {
  readonly joined: (messages: readonly Message[], trace: Trace) => Promise<Result<unknown>>
}

export type Routes = Readonly<Record<string, Route | JoinedRoute>>
