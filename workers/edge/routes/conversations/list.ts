import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import {
  ChangeConversations,
  ConversationPage,
  ConversationQuery,
  ConversationSummary,
} from '@switchboard/shared-types/api/conversations/conversation'
import { ConversationId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { ownInbox } from '../../doors.ts'
import { valueOf } from '../../errors.ts'
import { withJson } from '../../middleware/with-body.ts'
import { WITH_BODY, describe } from '../../openapi/describe.ts'
import { refuse } from '../../refuse.ts'
import { actOf, queryOf } from './assigning.ts'

const tag = 'Conversations'
const ConversationParam = z.object({ id: ConversationId })
const Changed = z.object({ changed: z.number().int() })

/** The conversations as an inbox lists and sorts them. */
export const conversationList = new Hono<AppEnv>()
  .get(
    '/',
    describe({
      tag,
      summary: 'A page of my conversations, or of what a search finds',
      description:
        'Newest first, or urgent ones first; of everybody, of me, of one member or of nobody. A search reads titles, people, summaries and the newest messages of each conversation.',
      answers: { 200: ConversationPage },
      errors: ['request.invalid', 'cursor.invalid'],
    }),
    validator('query', ConversationQuery, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      return c.json(
        valueOf(await stub.conversations(...at, queryOf(c.var.who.sub, c.req.valid('query')))),
        200,
      )
    },
  )
  .patch(
    '/',
    describe({
      tag,
      summary: 'Sort conversations: read, archived, muted, snoozed, labels, priority, whose they are',
      description:
        'Those that no longer exist are passed over. A snoozed one comes back as unread at its time, or when somebody writes; so does an archived one, unless it is muted. Whoever is assigned must belong to the inbox, and is told unless they did it themselves.',
      answers: { 200: Changed },
      errors: [...WITH_BODY, 'member.not_found'],
    }),
    withJson,
    validator('json', ChangeConversations, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      const act = await actOf(c, c.req.valid('json'))
      return c.json(valueOf(await stub.changeConversations(...at, act)), 200)
    },
  )
  .get(
    '/:id/summary',
    describe({
      tag,
      summary: 'A conversation as lists show it',
      answers: { 200: ConversationSummary },
      errors: ['request.invalid', 'conversation.not_found'],
    }),
    validator('param', ConversationParam, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      return c.json(valueOf(await stub.summaryOf(...at, c.req.valid('param').id)), 200)
    },
  )
