import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { ImportProgress, ImportReport } from '@switchboard/shared-types/api/subscriptions'
import type { AppEnv } from '../app-env.ts'
import { decodeXml } from '../decode-xml.ts'
import { ownInbox } from '../doors.ts'
import { valueOf } from '../errors.ts'
import { withOpml } from '../middleware/with-body.ts'
import { withPerson } from '../middleware/with-person.ts'
import { CHANGING, describe } from '../openapi/describe.ts'
import { refuse } from '../refuse.ts'

const tag = 'OPML'
const MEDIA_TYPE = 'text/x-opml'
const XML_DOCUMENT = { [MEDIA_TYPE]: { schema: { type: 'string' } } } as const
const ImportParam = z.object({ id: z.string().min(1).max(100) })

export const opml = new Hono<AppEnv>()
  .use(withPerson)
  .post(
    '/',
    describe(
      {
        tag,
        summary: 'Follow everything that an OPML document lists',
        description: 'The body is the document itself, at most 5 MB. It is worked through after the answer.',
        answers: { 202: ImportProgress },
        errors: [
          ...CHANGING,
          'request.too_large',
          'request.unsupported_media_type',
          'opml.malformed',
          'opml.too_large',
        ],
      },
      { requestBody: { required: true, content: XML_DOCUMENT } },
    ),
    withOpml,
    async (c) => {
      const { stub, at } = ownInbox(c)
      const document = decodeXml(await c.req.arrayBuffer(), c.req.header('content-type'))
      return c.json(valueOf(await stub.importOpml(...at, document)), 202)
    },
  )
  .get(
    '/',
    describe(
      { tag, summary: 'What I follow, as an OPML document', answers: {} },
      { responses: { 200: { description: 'An OPML 2.0 document.', content: XML_DOCUMENT } } },
    ),
    async (c) => {
      const { stub, at } = ownInbox(c)
      return c.body(await stub.exportOpml(...at), 200, {
        'Content-Type': `${MEDIA_TYPE}; charset=utf-8`,
        'Content-Disposition': 'attachment; filename="switchboard.opml"',
      })
    },
  )
  .get(
    '/imports/:id',
    describe({
      tag,
      summary: 'How an import went, line by line',
      answers: { 200: ImportReport },
      errors: ['request.invalid', 'import.not_found'],
    }),
    validator('param', ImportParam, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      return c.json(valueOf(await stub.importReport(...at, c.req.valid('param').id)), 200)
    },
  )
