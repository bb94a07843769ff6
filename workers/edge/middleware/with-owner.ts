import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../app-env.ts'
import { ApiFailure } from '../errors.ts'
import { SAFE_METHODS } from './with-same-origin.ts'

/** Lets only owners of the group through in whose name is asked; who asks for themselves is their own. */
export const withOwner = createMiddleware<AppEnv>(async (c, next) => {
  if (c.var.role !== 'owner') {
    throw new ApiFailure('group.owner_only', 'Only an owner of the group may do this.')
  }
  await next()
})

/** The same for what changes something; all members may look. */
export const withOwnerToChange = createMiddleware<AppEnv>((c, next) =>
  SAFE_METHODS.has(c.req.method) ? next() : withOwner(c, next),
)
