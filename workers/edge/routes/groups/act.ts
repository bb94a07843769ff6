import type { Context } from 'hono'
import * as z from 'zod'
import type { GroupAct } from '@switchboard/shared-types/contracts/identity-groups'
import { GroupId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { requireToken } from '../../session/session.ts'

export const tag = 'Groups'
export const GroupParam = z.object({ group: GroupId })

/** @returns who asks identity, and for which group. */
export function actFor(c: Context<AppEnv>, group: GroupId): GroupAct {
  return { sessionToken: requireToken(c), group }
}
