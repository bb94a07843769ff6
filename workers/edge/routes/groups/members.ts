import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { ChangeRole, GroupMember, GroupMembers } from '@switchboard/shared-types/api/groups'
import { PersonId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { identityOf } from '../../doors.ts'
import { valueOf } from '../../errors.ts'
import { withJson } from '../../middleware/with-body.ts'
import { CHANGING, OWNERS, WITH_BODY, describe } from '../../openapi/describe.ts'
import { refuse } from '../../refuse.ts'
import { actFor, GroupParam, tag } from './act.ts'

const MemberParam = GroupParam.extend({ person: PersonId })

export const groupMembers = new Hono<AppEnv>()
  .get(
    '/',
    describe({
      tag,
      summary: 'Who belongs to a group, the longest-standing first',
      answers: { 200: GroupMembers },
      errors: ['request.invalid'],
    }),
    validator('param', GroupParam, refuse),
    async (c) => {
      const { stub, at } = identityOf(c)
      const members = valueOf(await stub.groupMembers(...at, actFor(c, c.req.valid('param').group)))
      return c.json({ members }, 200)
    },
  )
  .patch(
    '/:person',
    describe({
      tag,
      summary: 'Make a member an owner, or an owner a member',
      answers: { 200: GroupMember },
      errors: [...WITH_BODY, ...OWNERS, 'member.not_found', 'group.last_owner'],
    }),
    validator('param', MemberParam, refuse),
    withJson,
    validator('json', ChangeRole, refuse),
    async (c) => {
      const { stub, at } = identityOf(c)
      const { group, person } = c.req.valid('param')
      const input = { ...actFor(c, group), ...c.req.valid('json'), person }
      return c.json(valueOf(await stub.changeRole(...at, input)), 200)
    },
  )
  .delete(
    '/:person',
    describe({
      tag,
      summary: 'Remove a member, or leave',
      description:
        'The last owner can not leave while others remain. A group that its only member leaves is deleted.',
      answers: { 204: 'They do not belong to the group any more.' },
      errors: [...CHANGING, ...OWNERS, 'request.invalid', 'member.not_found', 'group.last_owner'],
    }),
    validator('param', MemberParam, refuse),
    async (c) => {
      const { stub, at } = identityOf(c)
      const { group, person } = c.req.valid('param')
      valueOf(await stub.removeMember(...at, { ...actFor(c, group), person }))
      return c.body(null, 204)
    },
  )
