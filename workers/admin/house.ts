import {
  AUDIT_DIRECTORY,
  DIRECTORY_SHARDS,
  directoryShard,
} from '@switchboard/shared-types/contracts/directory'
import { MAIN_REALM } from '@switchboard/shared-types/contracts/identity'
import { REALM_ROUTER } from '@switchboard/shared-types/ids'
import { getStub } from '@switchboard/shared-types/door'
import type { DirectoryId } from '@switchboard/shared-types/ids'

export const SHARDS: readonly DirectoryId[] = Array.from({ length: DIRECTORY_SHARDS }, (_, shard) =>
  directoryShard(shard),
)

export function identityOf(env: AdminEnv) {
  return getStub(env.IDENTITY, MAIN_REALM)
}

export function auditOf(env: AdminEnv) {
  return getStub(env.DIRECTORY, AUDIT_DIRECTORY)
}

export function realmRouterOf(env: AdminEnv) {
  return getStub(env.ROUTER, REALM_ROUTER)
}
