/** A call reached another entity's actor: a fault of the house, never of the caller. */
export class MisroutedCall extends Error {
  override readonly name = 'MisroutedCall'
  readonly code = 'actor.misrouted'
}

/**
 * @param own the name that the object was addressed by; undefined for objects made without a name, which answer nobody
 * @returns a check that refuses every id but the actor's own
 */
export function identityGuard(own: string | undefined): (id: string) => void {
  return (id) => {
    if (own === undefined || id !== own) throw new MisroutedCall('this call was meant for another actor')
  }
}
