import { app } from './app.ts'
import { takeMail } from './mail/take-mail.ts'

export default {
  fetch: (request, env, context) => app.fetch(request, env, context),
  email: (message, env) => takeMail(message, env),
} satisfies ExportedHandler<EdgeEnv>
