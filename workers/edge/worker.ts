import { getPath } from 'hono/utils/url'
import { app, models } from './app.ts'
import { takeMail } from './mail/take-mail.ts'

export default {
  fetch: (request, env, context) => {
    const answering = getPath(request).startsWith('/v1/') ? models : app
    return answering.fetch(request, env, context)
  },
  email: (message, env) => takeMail(message, env),
} satisfies ExportedHandler<EdgeEnv>
