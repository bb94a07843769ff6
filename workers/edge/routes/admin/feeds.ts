import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { FeedPage, FeedQuery } from '@switchboard/shared-types/api/admin'
import { FeedId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { valueOf } from '../../errors.ts'
import { FEED_PROBLEMS } from '../../openapi/feed-problems.ts'
import { refuse } from '../../refuse.ts'
import { adminOf, describeAct, describeRead } from './admin-of.ts'

const FeedParam = z.object({ id: FeedId })
const Refetched = z.object({ newItems: z.number().int(), outcome: z.string() })

export const adminFeeds = new Hono<AppEnv>()
  .get(
    '/',
    describeRead('Feeds with their health', FeedPage, ['cursor.invalid']),
    validator('query', FeedQuery, refuse),
    async (c) => c.json(valueOf(await c.env.ADMIN.feeds(...adminOf(c), c.req.valid('query'))), 200),
  )
  .post(
    '/:id/pause',
    describeAct('Stop reading a feed', ['feed.unknown']),
    validator('param', FeedParam, refuse),
    async (c) => {
      valueOf(await c.env.ADMIN.pauseFeed(...adminOf(c), c.req.valid('param').id))
      return c.body(null, 204)
    },
  )
  .post(
    '/:id/resume',
    describeAct('Read a paused feed again', ['feed.unknown']),
    validator('param', FeedParam, refuse),
    async (c) => {
      valueOf(await c.env.ADMIN.resumeFeed(...adminOf(c), c.req.valid('param').id))
      return c.body(null, 204)
    },
  )
  .post(
    '/:id/refetch',
    describeAct('Read a feed now', ['feed.unknown', ...FEED_PROBLEMS], { 200: Refetched }),
    validator('param', FeedParam, refuse),
    async (c) => c.json(valueOf(await c.env.ADMIN.refetchFeed(...adminOf(c), c.req.valid('param').id)), 200),
  )
