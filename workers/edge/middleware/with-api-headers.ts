import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../app-env.ts'

/** Nothing of the API is kept by a cache, shown as a page or read as anything but what it says. */
export const withApiHeaders = createMiddleware<AppEnv>(async (c, next) => {
  c.header('Cache-Control', 'no-store')
  c.header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
  c.header('Cross-Origin-Resource-Policy', 'same-origin')
  c.header('Referrer-Policy', 'no-referrer')
  c.header('X-Content-Type-Options', 'nosniff')
  await next()
})
