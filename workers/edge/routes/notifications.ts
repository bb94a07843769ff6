import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { Notification, ReadNotifications } from '@switchboard/shared-types/api/notifications'
import type { AppEnv } from '../app-env.ts'
import { ownInbox } from '../doors.ts'
import { valueOf } from '../errors.ts'
import { withJson } from '../middleware/with-body.ts'
import { withPerson } from '../middleware/with-person.ts'
import { WITH_BODY, describe } from '../openapi/describe.ts'
import { refuse } from '../refuse.ts'

const tag = 'Notifications'
const Notifications = z.object({ notifications: z.array(Notification) })
const Changed = z.object({ changed: z.number().int() })

export const notifications = new Hono<AppEnv>()
  .use(withPerson)
  .get(
    '/',
    describe({
      tag,
      summary: 'What the house has told me, newest first',
      description: 'The newest 200 are kept.',
      answers: { 200: Notifications },
    }),
    async (c) => {
      const { stub, at } = ownInbox(c)
      return c.json({ notifications: await stub.notifications(...at) }, 200)
    },
  )
  .post(
    '/read',
    describe({
      tag,
      summary: 'Mark notifications as read',
      answers: { 200: Changed },
      errors: WITH_BODY,
    }),
    withJson,
    validator('json', ReadNotifications, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      return c.json(valueOf(await stub.readNotifications(...at, c.req.valid('json'))), 200)
    },
  )
