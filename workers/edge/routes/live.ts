import { Hono } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { ownInbox } from '../doors.ts'
import { withPerson } from '../middleware/with-person.ts'
import { withUpgrade } from '../middleware/with-upgrade.ts'
import { describe } from '../openapi/describe.ts'
import { liveRequest, upgraded } from '../session/live-request.ts'

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
  withUpgrade,
  withPerson,
  async (c) => {
    const { stub, at } = ownInbox(c)
    return upgraded(await stub.fetch(liveRequest(c, 'inbox', at[0])))
  },
)
