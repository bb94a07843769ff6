import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { Permission, PermissionUse } from '@switchboard/shared-types/api/rules'
import { ChannelId, PermissionId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../app-env.ts'
import { ownInbox } from '../doors.ts'
import { valueOf } from '../errors.ts'
import { withJson } from '../middleware/with-body.ts'
import { withOwnerToChange } from '../middleware/with-owner.ts'
import { withPerson } from '../middleware/with-person.ts'
import { CHANGING, WITH_BODY, OWNERS, describe } from '../openapi/describe.ts'
import { refuse } from '../refuse.ts'

const tag = 'Rules'
const PermissionParam = z.object({ id: PermissionId })
const Grant = z.object({ channelId: ChannelId })
const Permissions = z.object({ permissions: z.array(Permission), uses: z.array(PermissionUse) })

export const permissions = new Hono<AppEnv>()
  .use(withPerson, withOwnerToChange)
  .get(
    '/',
    describe({
      tag,
      summary: 'The channels that rules may send to without asking, and what left there',
      description: 'The newest 500 uses are kept, newest first, also of permissions that were taken back.',
      answers: { 200: Permissions },
    }),
    async (c) => {
      const { stub, at } = ownInbox(c)
      return c.json(await stub.permissions(...at), 200)
    },
  )
  .post(
    '/',
    describe({
      tag,
      summary: 'Let rules send to a channel without asking each time',
      description: 'A channel has one permission; granting it again answers the same.',
      answers: { 201: Permission },
      errors: [...WITH_BODY, ...OWNERS, 'channel.not_found'],
    }),
    withJson,
    validator('json', Grant, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      return c.json(valueOf(await stub.grantPermission(...at, c.req.valid('json').channelId)), 201)
    },
  )
  .delete(
    '/:id',
    describe({
      tag,
      summary: 'Take a permission back',
      answers: { 204: 'Rules send nothing to this channel any more.' },
      errors: [...CHANGING, ...OWNERS, 'request.invalid', 'permission.not_found'],
    }),
    validator('param', PermissionParam, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      valueOf(await stub.revokePermission(...at, c.req.valid('param').id))
      return c.body(null, 204)
    },
  )
