import type { Trace } from '@switchboard/shared-types/trace'
import type { Claims } from './session/claims.ts'

/** What a handler finds: the bindings, the request's trace, and who asks (behind withPerson and withAdmin only). */
export interface AppEnv {
  Bindings: EdgeEnv
  Variables: { trace: Trace; who: Claims }
}
