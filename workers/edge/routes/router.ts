import { Hono } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { withOwnerToChange } from '../middleware/with-owner.ts'
import { withPerson } from '../middleware/with-person.ts'
import { calls } from './router/calls.ts'
import { limits } from './router/limits.ts'
import { routerLive } from './router/live.ts'
import { modelRoutes } from './router/model-routes.ts'
import { prices } from './router/prices.ts'
import { providers } from './router/providers.ts'
import { tokens } from './router/tokens.ts'
import { usage } from './router/usage.ts'

/** What a person sets and sees of their model router. What its agents call stands under /v1. */
export const router = new Hono<AppEnv>()
  .route('/live', routerLive)
  .use(withPerson, withOwnerToChange)
  .route('/tokens', tokens)
  .route('/providers', providers)
  .route('/prices', prices)
  .route('/routes', modelRoutes)
  .route('/limits', limits)
  .route('/', calls)
  .route('/', usage)
