import { Hono } from 'hono'
import type { AppEnv } from '../../app-env.ts'
import { ownRouter } from '../../doors.ts'
import { withPerson } from '../../middleware/with-person.ts'
import { withUpgrade } from '../../middleware/with-upgrade.ts'
import { describe } from '../../openapi/describe.ts'
import { liveRequest, upgraded } from '../../session/live-request.ts'

export const routerLive = new Hono<AppEnv>().get(
  '/',
  describe({
    tag: 'Live',
    summary: 'A WebSocket on which the router tells what agents do now',
    description:
      'It sends the calls that run, first and after every change, and each call that is settled. Without an Origin of this house it is refused.',
    answers: { 101: 'The connection is a WebSocket now.' },
    errors: ['route.upgrade_required', 'request.forbidden_origin'],
  }),
  withUpgrade,
  withPerson,
  async (c) => {
    const { stub, at } = ownRouter(c)
    return upgraded(await stub.fetch(liveRequest(c, 'router', at[0])))
  },
)
