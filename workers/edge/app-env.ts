import type { GroupRole } from '@switchboard/shared-types/api/groups'
import type { RouterSettings } from '@switchboard/shared-types/contracts/router'
import type { OwnerId } from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Claims } from './session/claims.ts'

/** What only a house on one machine binds: who tells which clients have gone. */
interface HouseBindings {
  DEPARTURES?: Fetcher
}

/**
 * What a handler finds: the bindings, the request's trace, who asks (behind withPerson and withAdmin only), and behind
 * withPerson in whose name: their own, or a group's, and as what of it. Behind withRealmRouter, the router of the realm.
 */
export interface AppEnv {
  Bindings: EdgeEnv & HouseBindings
  Variables: {
    trace: Trace
    who: Claims
    owner: OwnerId
    role: GroupRole
    realmRouter?: RouterSettings
  }
}
