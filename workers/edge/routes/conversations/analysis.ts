import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { Analysis } from '@switchboard/shared-types/api/conversations/analysis'
import { ConversationId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { ownConversation } from '../../doors.ts'
import { valueOf } from '../../errors.ts'
import { CHANGING, describe } from '../../openapi/describe.ts'
import { refuse } from '../../refuse.ts'

const ConversationParam = z.object({ id: ConversationId })

export const analysis = new Hono<AppEnv>().post(
  '/:id/analysis',
  describe({
    tag: 'Conversations',
    summary: 'Understand a conversation now',
    description:
      'It is done by itself once a talk falls quiet. By a model of the router; without one by extracts and keywords, and `by` says why.',
    answers: { 200: Analysis },
    errors: [...CHANGING, 'request.invalid', 'conversation.not_found', 'conversation.empty'],
  }),
  validator('param', ConversationParam, refuse),
  async (c) => {
    const { stub, at } = ownConversation(c, c.req.valid('param').id)
    return c.json(valueOf(await stub.analyse(...at)), 200)
  },
)
