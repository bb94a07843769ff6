import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../app-env.ts'
import { ApiFailure } from '../errors.ts'
import { ownerAsked } from '../session/owner.ts'
import { continueSession, whoAsks } from '../session/session.ts'

/** Lets only signed-in people through, in their own name or in that of a group that they name and belong to. */
export const withPerson = createMiddleware<AppEnv>(async (c, next) => {
  const who = await whoAsks(c)
  const { owner, role } = ownerAsked(c, who)
  c.set('who', who)
  c.set('owner', owner)
  c.set('role', role)
  await next()
})

/** Lets only admins through. Their acts reach other people, so the session is looked up anew for each of them. */
export const withAdmin = createMiddleware<AppEnv>(async (c, next) => {
  const who = await continueSession(c)
  if (who.role !== 'admin') throw new ApiFailure('auth.forbidden', 'Only an admin may do this.')
  c.set('who', who)
  await next()
})
