import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { DryRun, DryRunRequest, ModelRoute, SetRoutes } from '@switchboard/shared-types/api/router/routes'
import type { AppEnv } from '../../app-env.ts'
import { routerSettings } from '../../doors.ts'
import { valueOf } from '../../errors.ts'
import { withJson } from '../../middleware/with-body.ts'
import { WITH_BODY, OWNERS, describe } from '../../openapi/describe.ts'
import { refuse } from '../../refuse.ts'

const tag = 'Router'
const Routes = z.object({ routes: z.array(ModelRoute) })

export const modelRoutes = new Hono<AppEnv>()
  .get(
    '/',
    describe({ tag, summary: 'Which calls go where, in the order of trying', answers: { 200: Routes } }),
    async (c) => {
      const { stub, at } = routerSettings(c)
      return c.json({ routes: await stub.routes(...at) }, 200)
    },
  )
  .put(
    '/',
    describe({
      tag,
      summary: 'Replace the list of routes',
      description: 'The next call follows it; calls that run go on as they began.',
      answers: { 200: Routes },
      errors: [...WITH_BODY, ...OWNERS, 'provider.not_found', 'route.unknown'],
    }),
    withJson,
    validator('json', SetRoutes, refuse),
    async (c) => {
      const { stub, at } = routerSettings(c)
      return c.json({ routes: valueOf(await stub.setRoutes(...at, c.req.valid('json').routes)) }, 200)
    },
  )
  .post(
    '/dry-run',
    describe({
      tag,
      summary: 'What would happen to a call, and why',
      description: 'Nothing is called, reserved or changed.',
      answers: { 200: DryRun },
      errors: [...WITH_BODY, ...OWNERS, 'token.not_found'],
    }),
    withJson,
    validator('json', DryRunRequest, refuse),
    async (c) => {
      const { stub, at } = routerSettings(c)
      return c.json(valueOf(await stub.dryRun(...at, c.req.valid('json'))), 200)
    },
  )
