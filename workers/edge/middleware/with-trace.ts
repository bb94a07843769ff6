import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import { startTrace } from '@switchboard/shared-types/trace'
import type { Trace } from '@switchboard/shared-types/trace'
import type { AppEnv } from '../app-env.ts'
import { log } from '@switchboard/shared-types/log'

/** Harmless in a header and in a log line. */
const SAFE_ID = /^[\w-]{8,64}$/

/** @returns a trace that starts here, under the client's own id where that is harmless */
export function traceOf(headers: Headers): Trace {
  const asked = headers.get('x-request-id')
  return startTrace('edge', asked !== null && SAFE_ID.test(asked) ? asked : undefined)
}

/** Gives the request its id (the client's own where it is harmless), answers with it, and logs the outcome. */
export const withTrace = createMiddleware<AppEnv>(async (c, next) => {
  const trace = traceOf(c.req.raw.headers)
  const startedAt = Date.now()
  c.set('trace', trace)
  await next()
  c.header('X-Request-Id', trace.requestId)
  log('info', 'answered', trace, {
    method: c.req.method,
    route: routePath(c),
    status: c.res.status,
    ms: Date.now() - startedAt,
  })
})
