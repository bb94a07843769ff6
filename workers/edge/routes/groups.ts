import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { Group, GroupName, Groups, JoinGroup } from '@switchboard/shared-types/api/groups'
import type { AppEnv } from '../app-env.ts'
import { identityOf } from '../doors.ts'
import { valueOf } from '../errors.ts'
import { withJson } from '../middleware/with-body.ts'
import { withFreshClaims } from '../middleware/with-fresh-claims.ts'
import { CHANGING, OWNERS, WITH_BODY, describe } from '../openapi/describe.ts'
import { refuse } from '../refuse.ts'
import { requireToken } from '../session/session.ts'
import { actFor, GroupParam, tag } from './groups/act.ts'
import { groupInvitations } from './groups/invitations.ts'
import { groupMembers } from './groups/members.ts'

/** Everything here goes to identity with the session's token: no claims are believed, and new ones are given. */
export const groups = new Hono<AppEnv>()
  .use(withFreshClaims)
  .get(
    '/',
    describe({ tag, summary: 'The groups that I belong to', answers: { 200: Groups } }),
    async (c) => {
      const { stub, at } = identityOf(c)
      return c.json({ groups: valueOf(await stub.groups(...at, requireToken(c))) }, 200)
    },
  )
  .post(
    '/',
    describe({
      tag,
      summary: 'Make a group',
      description: 'It has an inbox and a model router of its own. Whoever makes it is its owner.',
      answers: { 201: Group },
      errors: [...WITH_BODY, 'group.too_many'],
    }),
    withJson,
    validator('json', GroupName, refuse),
    async (c) => {
      const { stub, at } = identityOf(c)
      const input = { ...c.req.valid('json'), sessionToken: requireToken(c) }
      return c.json(valueOf(await stub.createGroup(...at, input)), 201)
    },
  )
  .post(
    '/join',
    describe({
      tag,
      summary: 'Join a group by an invitation',
      description: 'An invitation is good once, for seven days.',
      answers: { 201: Group },
      errors: [
        ...WITH_BODY,
        'group.invitation_invalid',
        'group.already_member',
        'group.too_many',
        'group.full',
      ],
    }),
    withJson,
    validator('json', JoinGroup, refuse),
    async (c) => {
      const { stub, at } = identityOf(c)
      const input = { ...c.req.valid('json'), sessionToken: requireToken(c) }
      return c.json(valueOf(await stub.joinGroup(...at, input)), 201)
    },
  )
  .patch(
    '/:group',
    describe({
      tag,
      summary: 'Rename a group',
      answers: { 200: Group },
      errors: [...WITH_BODY, ...OWNERS],
    }),
    validator('param', GroupParam, refuse),
    withJson,
    validator('json', GroupName, refuse),
    async (c) => {
      const { stub, at } = identityOf(c)
      const input = { ...actFor(c, c.req.valid('param').group), ...c.req.valid('json') }
      return c.json(valueOf(await stub.renameGroup(...at, input)), 200)
    },
  )
  .delete(
    '/:group',
    describe({
      tag,
      summary: 'Delete a group with everything in it',
      answers: { 204: 'Nobody belongs to it any more; its data is being erased.' },
      errors: [...CHANGING, ...OWNERS, 'request.invalid'],
    }),
    validator('param', GroupParam, refuse),
    async (c) => {
      const { stub, at } = identityOf(c)
      valueOf(await stub.deleteGroup(...at, actFor(c, c.req.valid('param').group)))
      return c.body(null, 204)
    },
  )
  .route('/:group/members', groupMembers)
  .route('/:group/invitations', groupInvitations)
