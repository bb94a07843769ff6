import { Hono } from 'hono'
import type { AppEnv } from './app-env.ts'
import { withApiHeaders } from './middleware/with-api-headers.ts'
import { withSameOrigin } from './middleware/with-same-origin.ts'
import { withTrace } from './middleware/with-trace.ts'
import { account } from './routes/account.ts'
import { admin } from './routes/admin.ts'
import { channels } from './routes/channels.ts'
import { conversations } from './routes/conversations.ts'
import { counts } from './routes/counts.ts'
import { entries } from './routes/entries.ts'
import { feeds } from './routes/feeds.ts'
import { folders } from './routes/folders.ts'
import { groups } from './routes/groups.ts'
import { health } from './routes/health.ts'
import { hooks } from './routes/hooks.ts'
import { live } from './routes/live.ts'
import { notifications } from './routes/notifications.ts'
import { opml } from './routes/opml.ts'
import { outputs } from './routes/outputs.ts'
import { permissions } from './routes/permissions.ts'
import { registration } from './routes/registration.ts'
import { router } from './routes/router.ts'
import { rules } from './routes/rules.ts'
import { subscriptions } from './routes/subscriptions.ts'

const api = new Hono<AppEnv>()
  .use(withApiHeaders, withSameOrigin)
  .route('/registration', registration)
  .route('/account', account)
  .route('/groups', groups)
  .route('/feeds', feeds)
  .route('/subscriptions', subscriptions)
  .route('/folders', folders)
  .route('/entries', entries)
  .route('/counts', counts)
  .route('/notifications', notifications)
  .route('/opml', opml)
  .route('/channels', channels)
  .route('/conversations', conversations)
  .route('/rules', rules)
  .route('/permissions', permissions)
  .route('/outputs', outputs)
  .route('/live', live)
  .route('/router', router)
  .route('/admin', admin)

/** The API, whose type is what `hono/client` works with; `app-type.d.ts` is generated from it. */
export const routes = new Hono<AppEnv>()
  .use(withTrace)
  .route('/api', api)
  .use('/hooks/*', withApiHeaders)
  .route('/hooks', hooks)
  .use('/health/*', withApiHeaders)
  .route('/health', health)
