import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import {
  Conversation,
  MergeConversations,
  SplitConversation,
} from '@switchboard/shared-types/api/conversations/conversation'
import { MessagePage, MessageQuery } from '@switchboard/shared-types/api/conversations/message'
import { ConversationId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { ownConversation } from '../../doors.ts'
import { valueOf } from '../../errors.ts'
import { withJson } from '../../middleware/with-body.ts'
import { WITH_BODY, describe } from '../../openapi/describe.ts'
import { refuse } from '../../refuse.ts'

const tag = 'Conversations'
const ConversationParam = z.object({ id: ConversationId })
const SplitOff = z.object({ conversation: ConversationId })

/** A conversation as a whole: what was said, and where its messages belong. */
export const talk = new Hono<AppEnv>()
  .get(
    '/:id',
    describe({
      tag,
      summary: 'A conversation: who talks, its threads, drafts and what was understood of it',
      description: 'One that was merged into another one names that in mergedInto.',
      answers: { 200: Conversation },
      errors: ['request.invalid', 'conversation.not_found'],
    }),
    validator('param', ConversationParam, refuse),
    async (c) => {
      const { stub, at } = ownConversation(c, c.req.valid('param').id)
      return c.json(valueOf(await stub.conversation(...at)), 200)
    },
  )
  .get(
    '/:id/messages',
    describe({
      tag,
      summary: 'What was said, newest first, or what of it matches a search',
      answers: { 200: MessagePage },
      errors: ['request.invalid', 'conversation.not_found', 'cursor.invalid'],
    }),
    validator('param', ConversationParam, refuse),
    validator('query', MessageQuery, refuse),
    async (c) => {
      const { stub, at } = ownConversation(c, c.req.valid('param').id)
      return c.json(valueOf(await stub.messages(...at, c.req.valid('query'))), 200)
    },
  )
  .post(
    '/:id/merge',
    describe({
      tag,
      summary: 'Take over the messages of another conversation',
      description: 'They follow after the answer; the other one points here from then on.',
      answers: { 204: 'They are on their way.' },
      errors: [...WITH_BODY, 'conversation.not_found', 'conversation.same', 'conversation.merged'],
    }),
    validator('param', ConversationParam, refuse),
    withJson,
    validator('json', MergeConversations, refuse),
    async (c) => {
      const { stub, at } = ownConversation(c, c.req.valid('param').id)
      valueOf(await stub.merge(...at, c.req.valid('json').from))
      return c.body(null, 204)
    },
  )
  .post(
    '/:id/split',
    describe({
      tag,
      summary: 'Take a message and those after it of its thread out into a conversation of their own',
      description: 'They follow after the answer. What is new in the thread belongs there too from then on.',
      answers: { 201: SplitOff },
      errors: [...WITH_BODY, 'conversation.not_found', 'message.not_found'],
    }),
    validator('param', ConversationParam, refuse),
    withJson,
    validator('json', SplitConversation, refuse),
    async (c) => {
      const { stub, at } = ownConversation(c, c.req.valid('param').id)
      return c.json(valueOf(await stub.split(...at, c.req.valid('json'))), 201)
    },
  )
