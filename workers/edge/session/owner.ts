import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { GROUP_HEADER, GROUP_PARAMETER } from '@switchboard/shared-types/api/groups'
import type { GroupRole } from '@switchboard/shared-types/api/groups'
import { GroupId } from '@switchboard/shared-types/ids'
import type { ChannelId, OwnerId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../app-env.ts'
import { ApiFailure } from '../errors.ts'
import type { Claims } from './claims.ts'
import { cookieOptions } from './cookies.ts'

/** Set for the way back from a platform alone, whose address names no group. */
const WAY_BACK = 'sb_way_back'
const WAY_BACK_SECONDS = 30 * 60

interface Owner {
  readonly owner: OwnerId
  readonly role: GroupRole
}

/**
 * @returns in whose name is asked: of the group that the request names, or of the person alone
 * @throws ApiFailure `group.not_member` for a group that the claims do not name, whether or not there is one
 */
export function ownerAsked(c: Context<AppEnv>, { sub, groups }: Claims): Owner {
  const asked = c.req.header(GROUP_HEADER) ?? c.req.query(GROUP_PARAMETER) ?? getCookie(c, WAY_BACK)
  if (asked === undefined) return { owner: sub, role: 'owner' }
  const group = GroupId.safeParse(asked)
  if (!group.success) {
    throw new ApiFailure('request.invalid', `${GROUP_HEADER}: this is not the id of a group.`)
  }
  const role = groups[group.data]
  if (role === undefined) throw new ApiFailure('group.not_member', 'You are not a member of this group.')
  return { owner: group.data, role }
}

/** Lets the way back from a platform's OAuth page find the group for which a channel is connected. */
export function rememberWayBack(c: Context<AppEnv>, channel: ChannelId): void {
  if (c.var.owner === c.var.who.sub) return
  setCookie(c, WAY_BACK, c.var.owner, wayBackOptions(c, channel, WAY_BACK_SECONDS))
}

export function forgetWayBack(c: Context<AppEnv>, channel: ChannelId): void {
  setCookie(c, WAY_BACK, '', wayBackOptions(c, channel, 0))
}

function wayBackOptions(c: Context<AppEnv>, channel: ChannelId, maxAge: number) {
  return { ...cookieOptions(c.req.raw, maxAge), path: `/api/channels/${channel}/authorised` }
}
