import type { Trace } from '@switchboard/shared-types/trace'
import type { Claims } from './session/claims.ts'

/** What only a house on one machine binds: who tells which clients have gone. */
interface HouseBindings {
  DEPARTURES?: Fetcher
}

/** What a handler finds: the bindings, the request's trace, and who asks (behind withPerson and withAdmin only). */
export interface AppEnv {
  Bindings: EdgeEnv & HouseBindings
  Variables: { trace: Trace; who: Claims }
}
