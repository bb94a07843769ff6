import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { GroupInvitations, NewGroupInvitation } from '@switchboard/shared-types/api/groups'
import { GroupInvitationId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { identityOf } from '../../doors.ts'
import { valueOf } from '../../errors.ts'
import { CHANGING, OWNERS, describe } from '../../openapi/describe.ts'
import { refuse } from '../../refuse.ts'
import { actFor, GroupParam, tag } from './act.ts'

const InvitationParam = GroupParam.extend({ invitation: GroupInvitationId })

export const groupInvitations = new Hono<AppEnv>()
  .get(
    '/',
    describe({
      tag,
      summary: 'The invitations that nobody has taken yet',
      answers: { 200: GroupInvitations },
      errors: [...OWNERS, 'request.invalid'],
    }),
    validator('param', GroupParam, refuse),
    async (c) => {
      const { stub, at } = identityOf(c)
      const act = actFor(c, c.req.valid('param').group)
      return c.json({ invitations: valueOf(await stub.groupInvitations(...at, act)) }, 200)
    },
  )
  .post(
    '/',
    describe({
      tag,
      summary: 'Invite one more person',
      description:
        'The code is told this once. Whoever has it can join, once, for seven days; it needs an account.',
      answers: { 201: NewGroupInvitation },
      errors: [...CHANGING, ...OWNERS, 'request.invalid', 'group.too_many_invitations'],
    }),
    validator('param', GroupParam, refuse),
    async (c) => {
      const { stub, at } = identityOf(c)
      const act = actFor(c, c.req.valid('param').group)
      return c.json(valueOf(await stub.inviteToGroup(...at, act)), 201)
    },
  )
  .delete(
    '/:invitation',
    describe({
      tag,
      summary: 'Take an invitation back',
      answers: { 204: 'Nobody can join by it any more.' },
      errors: [...CHANGING, ...OWNERS, 'request.invalid', 'invitation.not_found'],
    }),
    validator('param', InvitationParam, refuse),
    async (c) => {
      const { stub, at } = identityOf(c)
      const { group, invitation } = c.req.valid('param')
      valueOf(await stub.revokeGroupInvitation(...at, { ...actFor(c, group), invitation }))
      return c.body(null, 204)
    },
  )
