import type { Trace } from './trace.ts'

/** What every actor answers, whatever else it does. The first parameter of `health` tells which ids address it. */
interface Addressed<Id extends string> extends Rpc.DurableObjectBranded {
  health(id: Id, trace: Trace): unknown
}

/** The id type that addresses an actor of this contract. */
export type IdOf<T> = T extends { health(id: infer Id, ...rest: never[]): unknown } ? Id : never

/**
 * The only door to an actor: nobody else builds an object name. A stub is made anew for each use, because many
 * exceptions break a stub for good (https://developers.cloudflare.com/durable-objects/best-practices/error-handling/).
 */
export function getStub<T extends Addressed<string>>(
  namespace: DurableObjectNamespace<T>,
  id: IdOf<T>,
): DurableObjectStub<T> {
  return namespace.getByName(id)
}
