import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { Attachment } from '@switchboard/shared-types/api/conversations/message'
import { AttachmentId, ConversationId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { ownConversation } from '../../doors.ts'
import { valueOf } from '../../errors.ts'
import { withFile } from '../../middleware/with-body.ts'
import { CHANGING, describe } from '../../openapi/describe.ts'
import { refuse } from '../../refuse.ts'
import { attachmentHeaders } from './attachment-headers.ts'

const tag = 'Conversations'
const ANY = { '*/*': { schema: { type: 'string', format: 'binary' } } } as const
const ConversationParam = z.object({ id: ConversationId })
const AttachmentParam = z.object({ id: ConversationId, attachment: AttachmentId })
const FileName = z.object({ name: z.string().trim().min(1).max(300) })

/** Files of messages, and of answers in the making. */
export const attachments = new Hono<AppEnv>()
  .post(
    '/:id/attachments',
    describe(
      {
        tag,
        summary: 'Bring a file for an answer',
        description:
          'The body is the file itself, at most 20 MiB, its type the Content-Type. A draft names it by its id; one that no draft names is forgotten after a week.',
        answers: { 201: Attachment },
        errors: [
          ...CHANGING,
          'request.invalid',
          'request.too_large',
          'conversation.not_found',
          'attachment.too_large',
          'attachment.refused',
        ],
      },
      { requestBody: { required: true, content: ANY } },
    ),
    validator('param', ConversationParam, refuse),
    validator('query', FileName, refuse),
    withFile,
    async (c) => {
      const { stub, at } = ownConversation(c, c.req.valid('param').id)
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      const type = c.req.header('content-type') ?? 'application/octet-stream'
      return c.json(valueOf(await stub.upload(...at, { name: c.req.valid('query').name, type, bytes })), 201)
    },
  )
  .get(
    '/:id/attachments/:attachment',
    describe(
      {
        tag,
        summary: 'A file',
        description:
          'Pictures, sound and films may be shown where they stand, everything else is a download; nothing in it can run.',
        answers: {},
        errors: ['request.invalid', 'conversation.not_found', 'attachment.not_found', 'attachment.waiting'],
      },
      { responses: { 200: { description: 'The file.', content: ANY } } },
    ),
    validator('param', AttachmentParam, refuse),
    async (c) => {
      const { id, attachment: file } = c.req.valid('param')
      const { stub, at } = ownConversation(c, id)
      const { attachment, bytes } = valueOf(await stub.attachment(...at, file))
      // A stream without a length would leave without one, and a download that breaks off would look whole.
      const sized =
        attachment.size === null ? bytes : bytes.pipeThrough(new FixedLengthStream(attachment.size))
      return c.body(sized, 200, attachmentHeaders(attachment))
    },
  )
