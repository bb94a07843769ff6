import type { Context, Hono } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { ApiFailure } from '../errors.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Answers what no route took: with 405 where another method would have been right, else with 404. */
export function refuseUnknown(app: Pick<Hono<AppEnv>, 'router'>): (c: Context<AppEnv>) => never {
  return (c) => {
    const allowed = METHODS.filter((method) => hasRoute(app, method, c.req.path))
    if (allowed.length === 0) throw new ApiFailure('route.not_found', 'There is nothing at this address.')
    if (allowed.includes('GET')) allowed.push('HEAD')
    c.header('Allow', allowed.join(', '))
    throw new ApiFailure('route.method_not_allowed', `This address takes ${allowed.join(', ')} only.`)
  }
}

/** Middleware matches every method; only a route names one. */
function hasRoute({ router }: Pick<Hono<AppEnv>, 'router'>, method: string, path: string): boolean {
  return router.match(method, path)[0].some(([[, route]]) => route.method === method)
}
