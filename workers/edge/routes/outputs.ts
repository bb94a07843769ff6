import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { EditOutput, NewOutput, Output, PublishOutput } from '@switchboard/shared-types/api/outputs'
import { OutputId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../app-env.ts'
import { ownInbox } from '../doors.ts'
import { valueOf } from '../errors.ts'
import { withJson } from '../middleware/with-body.ts'
import { withPerson } from '../middleware/with-person.ts'
import { CHANGING, WITH_BODY, describe } from '../openapi/describe.ts'
import { refuse } from '../refuse.ts'

const tag = 'Outputs'
const OutputParam = z.object({ id: OutputId })
const Outputs = z.object({ outputs: z.array(Output) })

export const outputs = new Hono<AppEnv>()
  .use(withPerson)
  .get(
    '/',
    describe({
      tag,
      summary: 'What I made to publish, and what became of it, newest first',
      description: 'The newest 1,000 are kept.',
      answers: { 200: Outputs },
    }),
    async (c) => {
      const { stub, at } = ownInbox(c)
      return c.json({ outputs: await stub.outputs(...at) }, 200)
    },
  )
  .post(
    '/',
    describe({
      tag,
      summary: 'Make a post, a thread or a summary of entries, a digest, a conversation or a text',
      description:
        'By template, by a model or as it is given. A digest is what a list has of a period: at most 50 entries, starred ones first, then the newest. Parts fit the smallest of the chosen channels. Nothing is published yet.',
      answers: { 201: Output },
      errors: [
        ...WITH_BODY,
        'entry.not_found',
        'conversation.not_found',
        'subscription.not_found',
        'digest.empty',
        'channel.not_found',
        'channel.unsupported',
      ],
    }),
    withJson,
    validator('json', NewOutput, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      return c.json(valueOf(await stub.newOutput(...at, c.req.valid('json'))), 201)
    },
  )
  .patch(
    '/:id',
    describe({
      tag,
      summary: 'Change the text or the channels of an output',
      answers: { 200: Output },
      errors: [
        ...WITH_BODY,
        'output.not_found',
        'output.changed',
        'output.published',
        'channel.not_found',
        'channel.unsupported',
      ],
    }),
    validator('param', OutputParam, refuse),
    withJson,
    validator('json', EditOutput, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      const input = { ...c.req.valid('json'), output: c.req.valid('param').id }
      return c.json(valueOf(await stub.editOutput(...at, input)), 200)
    },
  )
  .post(
    '/:id/publish',
    describe({
      tag,
      summary: 'Approve an output and publish it',
      description:
        'The same key is the same act. A new key sends once more what failed; what may have been published is never sent again.',
      answers: { 202: Output },
      errors: [...WITH_BODY, 'output.not_found', 'output.changed', 'output.no_channel', 'output.too_long'],
    }),
    validator('param', OutputParam, refuse),
    withJson,
    validator('json', PublishOutput, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      const input = { ...c.req.valid('json'), output: c.req.valid('param').id }
      return c.json(valueOf(await stub.publishOutput(...at, input)), 202)
    },
  )
  .delete(
    '/:id',
    describe({
      tag,
      summary: 'Forget an output',
      answers: { 204: 'It is forgotten; what it has published stays published.' },
      errors: [...CHANGING, 'request.invalid', 'output.not_found'],
    }),
    validator('param', OutputParam, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      valueOf(await stub.deleteOutput(...at, c.req.valid('param').id))
      return c.body(null, 204)
    },
  )
