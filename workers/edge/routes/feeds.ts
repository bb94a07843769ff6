import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { FeedPreview, PreviewRequest } from '@switchboard/shared-types/api/subscriptions'
import type { AppEnv } from '../app-env.ts'
import { valueOf } from '../errors.ts'
import { withJson } from '../middleware/with-body.ts'
import { withPerson } from '../middleware/with-person.ts'
import { FEED_PROBLEMS } from '../openapi/feed-problems.ts'
import { WITH_BODY, describe } from '../openapi/describe.ts'
import { refuse } from '../refuse.ts'

export const feeds = new Hono<AppEnv>().use(withPerson).post(
  '/preview',
  describe({
    tag: 'Subscriptions',
    summary: 'What stands behind an address',
    answers: { 200: FeedPreview },
    errors: [...WITH_BODY, ...FEED_PROBLEMS],
  }),
  withJson,
  validator('json', PreviewRequest, refuse),
  async (c) => {
    const { url } = c.req.valid('json')
    const { preview } = valueOf(await c.env.PREVIEWER.preview(c.var.trace, url))
    return c.json(preview, 200)
  },
)
