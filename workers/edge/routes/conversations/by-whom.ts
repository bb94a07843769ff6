import type { Context } from 'hono'
import type { ByWhom } from '@switchboard/shared-types/contracts/conversation'
import type { AppEnv } from '../../app-env.ts'

/** @returns who writes, for what is written down: in a group the member who asks */
export function byWhom(c: Context<AppEnv>): ByWhom {
  const { owner, who } = c.var
  return owner === who.sub ? {} : { member: who.sub }
}
