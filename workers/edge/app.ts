import { routes } from './api.ts'
import { answerFailure } from './errors.ts'
import { addDocs } from './openapi/docs.ts'
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

/** Everything that the public Worker answers but the model endpoints. */
export const app = routes
