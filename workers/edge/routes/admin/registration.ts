import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { Invitation, SetRegistration } from '@switchboard/shared-types/api/admin'
import type { AppEnv } from '../../app-env.ts'
import { valueOf } from '../../errors.ts'
import { withJson } from '../../middleware/with-body.ts'
import { WITH_BODY } from '../../openapi/describe.ts'
import { refuse } from '../../refuse.ts'
import { adminOf, describeAct } from './admin-of.ts'

export const adminRegistration = new Hono<AppEnv>()
  .put(
    '/registration',
    describeAct('Say who may sign up', WITH_BODY),
    withJson,
    validator('json', SetRegistration, refuse),
    async (c) => {
      valueOf(await c.env.ADMIN.setRegistration(...adminOf(c), c.req.valid('json').mode))
      return c.body(null, 204)
    },
  )
  .post('/invitations', describeAct('Make an invitation', [], { 201: Invitation }), async (c) =>
    c.json(valueOf(await c.env.ADMIN.invite(...adminOf(c))), 201),
  )
