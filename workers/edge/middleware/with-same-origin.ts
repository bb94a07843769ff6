import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../app-env.ts'
import { ApiFailure } from '../errors.ts'
import { isSameOrigin } from '../session/same-origin.ts'

export const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Refuses what another site makes a person's browser send (cross-site request forgery). */
export const withSameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  if (!SAFE_METHODS.has(c.req.method) && !isSameOrigin(c.req.raw)) {
    throw new ApiFailure('request.forbidden_origin', 'This request did not come from a page of this house.')
  }
  await next()
})
