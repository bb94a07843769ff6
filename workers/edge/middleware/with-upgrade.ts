import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../app-env.ts'
import { ApiFailure } from '../errors.ts'
import { isSameOrigin } from '../session/same-origin.ts'

/** Lets only WebSockets of this house's own pages through. */
export const withUpgrade = createMiddleware<AppEnv>(async (c, next) => {
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') {
    throw new ApiFailure('route.upgrade_required', 'This address speaks WebSocket only.')
  }
  // Browsers let any site open a socket to any other, cookies included (cross-site WebSocket hijacking).
  if (c.req.header('origin') === undefined || !isSameOrigin(c.req.raw)) {
    throw new ApiFailure(
      'request.forbidden_origin',
      'This connection did not come from a page of this house.',
    )
  }
  await next()
})
