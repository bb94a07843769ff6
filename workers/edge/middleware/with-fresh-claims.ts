import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../app-env.ts'
import { continueSession, requireToken } from '../session/session.ts'

/**
 * Lets only people with a session through and, once what they asked is done, gives them claims that know of it: a group
 * that somebody has just been told of can be asked for at once.
 */
export const withFreshClaims = createMiddleware<AppEnv>(async (c, next) => {
  requireToken(c)
  await next()
  if (c.error === undefined) await continueSession(c)
})
