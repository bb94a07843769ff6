import { Hono } from 'hono'
import type { Context } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { ConversationId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { ownConversation, ownInbox } from '../../doors.ts'
import { ApiFailure, valueOf } from '../../errors.ts'
import { withPerson } from '../../middleware/with-person.ts'
import { withUpgrade } from '../../middleware/with-upgrade.ts'
import { describe } from '../../openapi/describe.ts'
import { refuse } from '../../refuse.ts'
import { liveRequest, upgraded } from '../../session/live-request.ts'

const ConversationParam = z.object({ id: ConversationId })

export const room = new Hono<AppEnv>().get(
  '/:id/live',
  describe({
    tag: 'Live',
    summary: 'A WebSocket on which the conversation tells what happens in it',
    description:
      'The frames are described in docs/realtime.md. Without an Origin of this house it is refused.',
    answers: { 101: 'The connection is a WebSocket now.' },
    errors: [
      'route.upgrade_required',
      'request.forbidden_origin',
      'request.invalid',
      'conversation.not_found',
    ],
  }),
  withUpgrade,
  withPerson,
  validator('param', ConversationParam, refuse),
  async (c) => {
    const { stub, at } = ownConversation(c, c.req.valid('param').id)
    await enterRoom(c, at[0])
    const answer = await stub.fetch(liveRequest(c, 'conversation', at[0], at[2]))
    if (answer.status === 404) {
      throw new ApiFailure('conversation.not_found', 'There is no such conversation in this inbox.')
    }
    return upgraded(answer)
  },
)

/** The inbox is told first: a session that ends from here on closes this room too. */
async function enterRoom(c: Context<AppEnv>, conversation: ConversationId): Promise<void> {
  const { stub, at } = ownInbox(c)
  const { sid, exp } = c.var.who
  valueOf(await stub.enterRoom(...at, { session: sid, conversation, until: exp * 1000 }))
}
