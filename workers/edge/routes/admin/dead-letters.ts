import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { DeadLetterPage, PageQuery } from '@switchboard/shared-types/api/admin'
import { DeadLetterId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { valueOf } from '../../errors.ts'
import { refuse } from '../../refuse.ts'
import { adminOf, describeAct, describeRead } from './admin-of.ts'

const LetterParam = z.object({ id: DeadLetterId })

export const adminDeadLetters = new Hono<AppEnv>()
  .get(
    '/',
    describeRead('Messages that their target never took', DeadLetterPage, ['cursor.invalid']),
    validator('query', PageQuery, refuse),
    async (c) => c.json(valueOf(await c.env.ADMIN.deadLetters(...adminOf(c), c.req.valid('query'))), 200),
  )
  .post(
    '/:id/replay',
    describeAct('Send a dead letter again', ['dead_letter.not_found']),
    validator('param', LetterParam, refuse),
    async (c) => {
      valueOf(await c.env.ADMIN.replayDeadLetter(...adminOf(c), c.req.valid('param').id))
      return c.body(null, 204)
    },
  )
