import { Hono } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { withAdmin } from '../middleware/with-person.ts'
import { adminAudit } from './admin/audit.ts'
import { adminChannels } from './admin/channels.ts'
import { adminDeadLetters } from './admin/dead-letters.ts'
import { adminFeeds } from './admin/feeds.ts'
import { adminPeople } from './admin/people.ts'
import { adminRegistration } from './admin/registration.ts'
import { adminRouter } from './admin/router.ts'

export const admin = new Hono<AppEnv>()
  .use(withAdmin)
  .route('/people', adminPeople)
  .route('/feeds', adminFeeds)
  .route('/channels', adminChannels)
  .route('/dead-letters', adminDeadLetters)
  .route('/audit', adminAudit)
  .route('/router', adminRouter)
  .route('/', adminRegistration)
