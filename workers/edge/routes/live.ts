import { Hono } from 'hono'
import { LIVE_HEADERS } from '@switchboard/shared-types/realtime/live-headers'
import type { AppEnv } from '../app-env.ts'
import { ownInbox } from '../doors.ts'
import { ApiFailure } from '../errors.ts'
import { withPerson } from '../middleware/with-person.ts'
import { describe } from '../openapi/describe.ts'
import { isSameOrigin } from '../session/same-origin.ts'

/** Headers of this prefix are the house's own: an actor believes them. */
const OWN_PREFIX = 'x-switchboard-'

export const live = new Hono<AppEnv>().get(
  '/',
  describe({
    tag: 'Live',
    summary: 'A WebSocket on which the inbox tells what happens',
    description:
      'The frames are described in docs/realtime.md. Without an Origin of this house it is refused.',
    answers: { 101: 'The connection is a WebSocket now.' },
    errors: ['route.upgrade_required', 'request.forbidden_origin'],
  }),
  async (c, next) => {
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
  },
  withPerson,
  async (c) => {
    const { stub, at } = ownInbox(c)
    const [inbox, { requestId }] = at
    const headers = withoutOwn(c.req.raw.headers)
    headers.set(LIVE_HEADERS.inbox, inbox)
    headers.set(LIVE_HEADERS.session, c.var.who.sid)
    headers.set(LIVE_HEADERS.requestId, requestId)
    const { status, webSocket } = await stub.fetch(new Request(c.req.raw, { headers }))
    if (webSocket === null) throw new Error(`the inbox answered an upgrade with ${status}`)
    return new Response(null, { status, webSocket })
  },
)

/** The actor needs no cookie, and what a client sent under the house's own names must not reach it. */
export function withoutOwn(sent: Headers): Headers {
  const kept = [...sent].filter(([name]) => !name.startsWith(OWN_PREFIX) && name !== 'cookie')
  return new Headers(kept)
}
