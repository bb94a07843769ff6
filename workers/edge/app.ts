import { routes } from './api.ts'
import { answerFailure } from './errors.ts'
import { addDocs } from './openapi/docs.ts'
import { answerPage } from './routes/pages.ts'
import { refuseUnknown } from './routes/unknown.ts'

addDocs(routes)
routes.all('/api/*', refuseUnknown(routes))
routes.all('/health/*', refuseUnknown(routes))
routes.all('*', answerPage)
routes.onError(answerFailure)

/** Everything that the public Worker answers. */
export const app = routes
