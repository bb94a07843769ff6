import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { PageQuery, PersonDetails, PersonPage } from '@switchboard/shared-types/api/admin'
import { PersonId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { valueOf } from '../../errors.ts'
import { refuse } from '../../refuse.ts'
import { adminOf, describeAct, describeRead } from './admin-of.ts'

const PersonParam = z.object({ id: PersonId })

export const adminPeople = new Hono<AppEnv>()
  .get(
    '/',
    describeRead('Search people', PersonPage, ['cursor.invalid']),
    validator('query', PageQuery, refuse),
    async (c) => c.json(valueOf(await c.env.ADMIN.people(...adminOf(c), c.req.valid('query'))), 200),
  )
  .get(
    '/:id',
    describeRead('A person', PersonDetails, ['person.not_found']),
    validator('param', PersonParam, refuse),
    async (c) => c.json(valueOf(await c.env.ADMIN.person(...adminOf(c), c.req.valid('param').id)), 200),
  )
  .post(
    '/:id/suspend',
    describeAct('End every session of a person and let them start none', [
      'person.not_found',
      'person.last_admin',
    ]),
    validator('param', PersonParam, refuse),
    async (c) => {
      valueOf(await c.env.ADMIN.suspend(...adminOf(c), c.req.valid('param').id))
      return c.body(null, 204)
    },
  )
  .post(
    '/:id/restore',
    describeAct('Take a suspension back', ['person.not_found']),
    validator('param', PersonParam, refuse),
    async (c) => {
      valueOf(await c.env.ADMIN.restore(...adminOf(c), c.req.valid('param').id))
      return c.body(null, 204)
    },
  )
  .delete(
    '/:id',
    describeAct('Delete a person and empty every actor of theirs', ['person.not_found', 'person.last_admin']),
    validator('param', PersonParam, refuse),
    async (c) => {
      valueOf(await c.env.ADMIN.deletePerson(...adminOf(c), c.req.valid('param').id))
      return c.body(null, 204)
    },
  )
