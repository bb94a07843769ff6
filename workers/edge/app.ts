import { Hono } from 'hono'
import { routes } from './api.ts'
import type { AppEnv } from './app-env.ts'
import { answerFailure } from './errors.ts'
import { addDocs } from './openapi/docs.ts'
import { gateway } from './routes/gateway.ts'
import { mcp } from './routes/mcp.ts'
import { answerPage } from './routes/pages.ts'
import { refuseUnknown } from './routes/unknown.ts'

addDocs(routes)
routes.route('/mcp', mcp)
routes.all('/api/*', refuseUnknown(routes))
routes.all('/hooks/*', refuseUnknown(routes))
routes.all('/health/*', refuseUnknown(routes))
routes.all('/.well-known/*', refuseUnknown(routes))
routes.all('*', answerPage)
routes.onError(answerFailure)

/** The model endpoints alone, whose calls are not to be delayed by the search through all other routes. */
export const models = new Hono<AppEnv>().route('/v1', gateway)
models.onError(answerFailure)

/** Everything that the public Worker answers. */
export const app = new Hono<AppEnv>().route('/v1', gateway).route('/', routes)
app.onError(answerFailure)
