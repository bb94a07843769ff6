import { Hono } from 'hono'
import { Counts } from '@switchboard/shared-types/api/entries'
import type { AppEnv } from '../app-env.ts'
import { ownInbox } from '../doors.ts'
import { withPerson } from '../middleware/with-person.ts'
import { describe } from '../openapi/describe.ts'

export const counts = new Hono<AppEnv>()
  .use(withPerson)
  .get('/', describe({ tag: 'Entries', summary: 'What is unread', answers: { 200: Counts } }), async (c) => {
    const { stub, at } = ownInbox(c)
    return c.json(await stub.counts(...at), 200)
  })
