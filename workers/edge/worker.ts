import { getPath } from 'hono/utils/url'
import { app } from './app.ts'
import { takeMail } from './mail/take-mail.ts'
import { gateway } from './routes/gateway.ts'

export default {
  fetch: (request, env, context) => {
    const path = getPath(request)
    const answering = path === '/v1' || path.startsWith('/v1/') ? gateway : app
    return answering.fetch(request, env, context)
  },
  email: (message, env) => takeMail(message, env),
} satisfies ExportedHandler<EdgeEnv>
