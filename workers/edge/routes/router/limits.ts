import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { AddLimit, Limit } from '@switchboard/shared-types/api/router/limits'
import { LimitId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { routerSettings } from '../../doors.ts'
import { valueOf } from '../../errors.ts'
import { withJson } from '../../middleware/with-body.ts'
import { CHANGING, WITH_BODY, OWNERS, describe } from '../../openapi/describe.ts'
import { refuse } from '../../refuse.ts'

const tag = 'Router'
const LimitParam = z.object({ id: LimitId })
const Limits = z.object({ limits: z.array(Limit) })

export const limits = new Hono<AppEnv>()
  .get(
    '/',
    describe({ tag, summary: 'Limits and budgets, and what is used of them', answers: { 200: Limits } }),
    async (c) => {
      const { stub, at } = routerSettings(c)
      return c.json({ limits: await stub.limits(...at) }, 200)
    },
  )
  .post(
    '/',
    describe({
      tag,
      summary: 'Set a limit or a budget',
      description: 'Calls beyond it are refused. Where `warnAt` is given, the inbox is told once before.',
      answers: { 201: Limit },
      errors: [...WITH_BODY, ...OWNERS, 'limit.exists', 'token.not_found', 'route.unknown'],
    }),
    withJson,
    validator('json', AddLimit, refuse),
    async (c) => {
      const { stub, at } = routerSettings(c)
      return c.json(valueOf(await stub.addLimit(...at, c.req.valid('json'))), 201)
    },
  )
  .delete(
    '/:id',
    describe({
      tag,
      summary: 'Lift a limit',
      answers: { 204: 'Lifted.' },
      errors: [...CHANGING, ...OWNERS, 'request.invalid', 'limit.not_found'],
    }),
    validator('param', LimitParam, refuse),
    async (c) => {
      const { stub, at } = routerSettings(c)
      valueOf(await stub.removeLimit(...at, c.req.valid('param').id))
      return c.body(null, 204)
    },
  )
