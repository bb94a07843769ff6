import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { Draft, ResendMessage } from '@switchboard/shared-types/api/conversations/draft'
import { Message } from '@switchboard/shared-types/api/conversations/message'
import { ConversationId, MessageId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { ownConversation } from '../../doors.ts'
import { valueOf } from '../../errors.ts'
import { withJson } from '../../middleware/with-body.ts'
import { CHANGING, WITH_BODY, describe } from '../../openapi/describe.ts'
import { refuse } from '../../refuse.ts'
import { byWhom } from './by-whom.ts'

const tag = 'Answers'
const MessageParam = z.object({ id: ConversationId, message: MessageId })

/** Answers that were approved. */
export const answers = new Hono<AppEnv>()
  .post(
    '/:id/messages/:message/undo',
    describe({
      tag,
      summary: 'Take an approved answer back before it leaves',
      answers: { 200: Draft },
      errors: [...CHANGING, 'request.invalid', 'conversation.not_found', 'message.not_found', 'message.left'],
    }),
    validator('param', MessageParam, refuse),
    async (c) => {
      const { id, message } = c.req.valid('param')
      const { stub, at } = ownConversation(c, id)
      return c.json(valueOf(await stub.undoApproval(...at, message)), 200)
    },
  )
  .post(
    '/:id/messages/:message/resend',
    describe({
      tag,
      summary: 'Send an answer once more that failed or may not have arrived',
      description:
        'Switchboard never does this by itself where the platform may have taken the first one. The same key again sends nothing.',
      answers: { 202: Message },
      errors: [...WITH_BODY, 'conversation.not_found', 'message.not_found', 'message.left'],
    }),
    validator('param', MessageParam, refuse),
    withJson,
    validator('json', ResendMessage, refuse),
    async (c) => {
      const { id, message } = c.req.valid('param')
      const { stub, at } = ownConversation(c, id)
      return c.json(valueOf(await stub.resend(...at, { ...c.req.valid('json'), ...byWhom(c), message })), 202)
    },
  )
