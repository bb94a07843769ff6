import type { ActorHealth, DeadLetter } from '../api/admin.ts'
import type { Result } from '../result.ts'
import type { Trace } from '../trace.ts'

/**
 * What every actor answers. Each method takes the id it is meant for first (a misrouted call is refused) and the
 * trace second.
 */
export interface ActorContract<Id extends string> extends Rpc.DurableObjectBranded {
  health(id: Id, trace: Trace): Promise<ActorHealth>
  deadLetters(id: Id, trace: Trace): Promise<DeadLetter[]>
  /** Puts a dead letter back at the end of its target's queue, with its attempts forgotten. */
  replayDeadLetter(id: Id, trace: Trace, letter: string): Promise<Result<null, 'dead_letter.not_found'>>
}
