import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import {
  ApproveDraft,
  Draft,
  EditDraft,
  NewDraft,
  WriteDraft,
} from '@switchboard/shared-types/api/conversations/draft'
import { Message } from '@switchboard/shared-types/api/conversations/message'
import { ConversationId, DraftId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { ownConversation } from '../../doors.ts'
import { valueOf } from '../../errors.ts'
import { withJson } from '../../middleware/with-body.ts'
import { CHANGING, WITH_BODY, describe } from '../../openapi/describe.ts'
import { refuse } from '../../refuse.ts'
import { byWhom } from './by-whom.ts'

const tag = 'Answers'
const ConversationParam = z.object({ id: ConversationId })
const DraftParam = z.object({ id: ConversationId, draft: DraftId })

/** Answers in the making, up to the moment in which their person lets them leave. */
export const drafts = new Hono<AppEnv>()
  .post(
    '/:id/drafts',
    describe({
      tag,
      summary: 'Begin an answer',
      description:
        'It is kept on the server and shown on every device. A conversation holds 20 at most. The same key again is the same draft.',
      answers: { 201: Draft },
      errors: [
        ...WITH_BODY,
        'conversation.not_found',
        'draft.not_found',
        'draft.no_thread',
        'draft.too_many',
      ],
    }),
    validator('param', ConversationParam, refuse),
    withJson,
    validator('json', NewDraft, refuse),
    async (c) => {
      const { stub, at } = ownConversation(c, c.req.valid('param').id)
      return c.json(valueOf(await stub.newDraft(...at, c.req.valid('json'))), 201)
    },
  )
  .post(
    '/:id/drafts/write',
    describe({
      tag,
      summary: 'Have a model draft an answer',
      description:
        'Through the model router, with its budgets. Nothing of it leaves before it is approved. Without a model the answer says why there is no draft. The same key again is the same draft, and asks no model a second time.',
      answers: { 201: Draft },
      errors: [
        ...WITH_BODY,
        'conversation.not_found',
        'draft.not_found',
        'draft.no_thread',
        'draft.too_many',
        'model.unavailable',
      ],
    }),
    validator('param', ConversationParam, refuse),
    withJson,
    validator('json', WriteDraft, refuse),
    async (c) => {
      const { stub, at } = ownConversation(c, c.req.valid('param').id)
      return c.json(valueOf(await stub.writeDraft(...at, c.req.valid('json'))), 201)
    },
  )
  .patch(
    '/:id/drafts/:draft',
    describe({
      tag,
      summary: 'Change an answer in the making',
      description:
        'Names the revision that it was made on. Where another device was first, the error’s details hold the newest revision and its text.',
      answers: { 200: Draft },
      errors: [...WITH_BODY, 'conversation.not_found', 'draft.not_found', 'draft.changed'],
    }),
    validator('param', DraftParam, refuse),
    withJson,
    validator('json', EditDraft, refuse),
    async (c) => {
      const { id, draft } = c.req.valid('param')
      const { stub, at } = ownConversation(c, id)
      return c.json(valueOf(await stub.editDraft(...at, { ...c.req.valid('json'), draft })), 200)
    },
  )
  .delete(
    '/:id/drafts/:draft',
    describe({
      tag,
      summary: 'Throw an answer in the making away',
      answers: { 204: 'The draft is gone.' },
      errors: [...CHANGING, 'request.invalid', 'conversation.not_found', 'draft.not_found'],
    }),
    validator('param', DraftParam, refuse),
    async (c) => {
      const { id, draft } = c.req.valid('param')
      const { stub, at } = ownConversation(c, id)
      valueOf(await stub.deleteDraft(...at, draft))
      return c.body(null, 204)
    },
  )
  .post(
    '/:id/drafts/:draft/approve',
    describe({
      tag,
      summary: 'Let an answer leave',
      description:
        'It becomes a message that leaves in ten seconds, or at the time that is asked for, and can be taken back until then. The same key with the same revision is the same approval: a second click answers with the same message.',
      answers: { 202: Message },
      errors: [
        ...WITH_BODY,
        'conversation.not_found',
        'draft.not_found',
        'draft.changed',
        'draft.empty',
        'draft.too_long',
        'draft.bad_time',
        'draft.no_thread',
      ],
    }),
    validator('param', DraftParam, refuse),
    withJson,
    validator('json', ApproveDraft, refuse),
    async (c) => {
      const { id, draft } = c.req.valid('param')
      const { stub, at } = ownConversation(c, id)
      return c.json(
        valueOf(await stub.approveDraft(...at, { ...c.req.valid('json'), ...byWhom(c), draft })),
        202,
      )
    },
  )
