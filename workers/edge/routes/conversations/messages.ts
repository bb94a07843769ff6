import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { NewNote, React } from '@switchboard/shared-types/api/conversations/conversation'
import { EditMessage, Message } from '@switchboard/shared-types/api/conversations/message'
import { ConversationId, MessageId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { ownConversation } from '../../doors.ts'
import { valueOf } from '../../errors.ts'
import { withJson } from '../../middleware/with-body.ts'
import { CHANGING, WITH_BODY, describe } from '../../openapi/describe.ts'
import { refuse } from '../../refuse.ts'
import { byWhom } from './by-whom.ts'

const tag = 'Conversations'
const ConversationParam = z.object({ id: ConversationId })
const MessageParam = z.object({ id: ConversationId, message: MessageId })
const PROBLEMS = ['conversation.not_found', 'message.not_found', 'channel.unsupported'] as const
const AT_PLATFORM = 'It is done at the platform after the answer; until then the message says so in act.'

/** Notes, and what a person does to single messages. */
export const messages = new Hono<AppEnv>()
  .post(
    '/:id/notes',
    describe({
      tag,
      summary: 'Write a note, which nobody outside sees',
      answers: { 201: Message },
      errors: [...WITH_BODY, 'conversation.not_found'],
    }),
    validator('param', ConversationParam, refuse),
    withJson,
    validator('json', NewNote, refuse),
    async (c) => {
      const { stub, at } = ownConversation(c, c.req.valid('param').id)
      return c.json(valueOf(await stub.note(...at, { ...c.req.valid('json'), ...byWhom(c) })), 201)
    },
  )
  .patch(
    '/:id/messages/:message',
    describe({
      tag,
      summary: 'Change a note or a message of one’s own',
      description: AT_PLATFORM,
      answers: { 200: Message },
      errors: [...WITH_BODY, ...PROBLEMS],
    }),
    validator('param', MessageParam, refuse),
    withJson,
    validator('json', EditMessage, refuse),
    async (c) => {
      const { id, message } = c.req.valid('param')
      const { stub, at } = ownConversation(c, id)
      return c.json(
        valueOf(await stub.editMessage(...at, { message, ...c.req.valid('json'), ...byWhom(c) })),
        200,
      )
    },
  )
  .delete(
    '/:id/messages/:message',
    describe({
      tag,
      summary: 'Delete a note or a message of one’s own',
      description: AT_PLATFORM,
      answers: { 204: 'It is gone, or on its way there.' },
      errors: [...CHANGING, 'request.invalid', ...PROBLEMS],
    }),
    validator('param', MessageParam, refuse),
    async (c) => {
      const { id, message } = c.req.valid('param')
      const { stub, at } = ownConversation(c, id)
      valueOf(await stub.deleteMessage(...at, { message, ...byWhom(c) }))
      return c.body(null, 204)
    },
  )
  .put(
    '/:id/messages/:message/reactions',
    describe({
      tag,
      summary: 'Set one’s reactions to a message',
      description: AT_PLATFORM,
      answers: { 200: Message },
      errors: [...WITH_BODY, ...PROBLEMS],
    }),
    validator('param', MessageParam, refuse),
    withJson,
    validator('json', React, refuse),
    async (c) => {
      const { id, message } = c.req.valid('param')
      const { stub, at } = ownConversation(c, id)
      return c.json(valueOf(await stub.react(...at, { message, ...c.req.valid('json'), ...byWhom(c) })), 200)
    },
  )
