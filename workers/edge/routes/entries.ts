import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { ChangeEntries, Entry, EntryPage, EntryQuery, MarkRead } from '@switchboard/shared-types/api/entries'
import { Summary } from '@switchboard/shared-types/api/summaries'
import { EntryId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../app-env.ts'
import { ownInbox } from '../doors.ts'
import { valueOf } from '../errors.ts'
import { withJson } from '../middleware/with-body.ts'
import { withPerson } from '../middleware/with-person.ts'
import { CHANGING, WITH_BODY, describe } from '../openapi/describe.ts'
import { refuse } from '../refuse.ts'

const tag = 'Entries'
const EntryParam = z.object({ id: EntryId })
const Changed = z.object({ changed: z.number().int() })

export const entries = new Hono<AppEnv>()
  .use(withPerson)
  .get(
    '/',
    describe({
      tag,
      summary: 'A page of the list, newest first, or of what a search finds',
      answers: { 200: EntryPage },
      errors: ['request.invalid', 'cursor.invalid', 'subscription.not_found'],
    }),
    validator('query', EntryQuery, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      return c.json(valueOf(await stub.entries(...at, c.req.valid('query'))), 200)
    },
  )
  .patch(
    '/',
    describe({
      tag,
      summary: 'Mark entries read, starred or archived, or take that back',
      answers: { 200: Changed },
      errors: WITH_BODY,
    }),
    withJson,
    validator('json', ChangeEntries, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      return c.json(valueOf(await stub.changeEntries(...at, c.req.valid('json'))), 200)
    },
  )
  .post(
    '/mark-read',
    describe({
      tag,
      summary: 'Mark a stretch of the list as read',
      answers: { 200: Changed },
      errors: [...WITH_BODY, 'subscription.not_found'],
    }),
    withJson,
    validator('json', MarkRead, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      return c.json(valueOf(await stub.markRead(...at, c.req.valid('json'))), 200)
    },
  )
  .get(
    '/:id',
    describe({
      tag,
      summary: 'An entry with its content',
      answers: { 200: Entry },
      errors: ['request.invalid', 'entry.not_found'],
    }),
    validator('param', EntryParam, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      return c.json(valueOf(await stub.entry(...at, c.req.valid('param').id)), 200)
    },
  )
  .post(
    '/:id/summary',
    describe({
      tag,
      summary: 'An entry in a few sentences',
      description:
        'Written by a model of the person’s router and kept, so that asking again costs nothing; without a model, sentences of the entry itself.',
      answers: { 200: Summary },
      errors: [...CHANGING, 'request.invalid', 'entry.not_found'],
    }),
    validator('param', EntryParam, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      return c.json(valueOf(await stub.summarise(...at, c.req.valid('param').id)), 200)
    },
  )
