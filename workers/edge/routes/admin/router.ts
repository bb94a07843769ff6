import { Hono } from 'hono'
import * as z from 'zod'
import { AgentToken } from '@switchboard/shared-types/api/router/tokens'
import type { AppEnv } from '../../app-env.ts'
import { routerSettings } from '../../doors.ts'
import { withRealmRouter } from '../../middleware/with-realm-router.ts'
import { calls } from '../router/calls.ts'
import { limits } from '../router/limits.ts'
import { modelRoutes } from '../router/model-routes.ts'
import { prices } from '../router/prices.ts'
import { providers } from '../router/providers.ts'
import { usage } from '../router/usage.ts'
import { describeRead } from './admin-of.ts'

const Tokens = z.object({ tokens: z.array(AgentToken) })

/** The router of the realm, for shared work. It has one token, Switchboard's own, and none can be made. */
export const adminRouter = new Hono<AppEnv>()
  .use(withRealmRouter)
  .get('/tokens', describeRead('In whose name shared work is done', Tokens), async (c) => {
    const { stub, at } = routerSettings(c)
    return c.json({ tokens: await stub.tokens(...at) }, 200)
  })
  .route('/providers', providers)
  .route('/prices', prices)
  .route('/routes', modelRoutes)
  .route('/limits', limits)
  .route('/', calls)
  .route('/', usage)
