import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../app-env.ts'
import { valueOf } from '../errors.ts'
import { adminOf } from '../routes/admin/admin-of.ts'

/** Puts the router of the realm in the place of one's own, as the admin Worker hands it out. Behind withAdmin only. */
export const withRealmRouter = createMiddleware<AppEnv>(async (c, next) => {
  c.set('realmRouter', valueOf(await c.env.ADMIN.realmRouter(...adminOf(c))))
  await next()
})
