import { Hono } from 'hono'
import { Registration } from '@switchboard/shared-types/api/account'
import type { AppEnv } from '../app-env.ts'
import { identityOf } from '../doors.ts'
import { describe } from '../openapi/describe.ts'

export const registration = new Hono<AppEnv>().get(
  '/',
  describe({ tag: 'Account', summary: 'Who may sign up', answers: { 200: Registration }, open: true }),
  async (c) => {
    const { stub, at } = identityOf(c)
    return c.json(await stub.registration(...at), 200)
  },
)
