import { Hono } from 'hono'
import type { Context } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import {
  FetchHistory,
  Subscribe,
  Subscription,
  UpdateSubscription,
} from '@switchboard/shared-types/api/subscriptions'
import type { FeedAddress } from '@switchboard/shared-types/contracts/previewer'
import { SubscriptionId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../app-env.ts'
import { feedOf, ownInbox } from '../doors.ts'
import { valueOf } from '../errors.ts'
import { withJson } from '../middleware/with-body.ts'
import { withPerson } from '../middleware/with-person.ts'
import { FEED_PROBLEMS } from '../openapi/feed-problems.ts'
import { CHANGING, WITH_BODY, describe } from '../openapi/describe.ts'
import { refuse } from '../refuse.ts'

const tag = 'Subscriptions'
const HISTORY_LIMIT = 50
const SubscriptionParam = z.object({ id: SubscriptionId })
const Subscriptions = z.object({ subscriptions: z.array(Subscription) })
const Refreshed = z.object({ newItems: z.number().int(), outcome: z.string() })

export const subscriptions = new Hono<AppEnv>()
  .use(withPerson)
  .get('/', describe({ tag, summary: 'What I follow', answers: { 200: Subscriptions } }), async (c) => {
    const { stub, at } = ownInbox(c)
    return c.json({ subscriptions: await stub.subscriptions(...at) }, 200)
  })
  .post(
    '/',
    describe({
      tag,
      summary: 'Follow a feed, or the feed behind a page',
      answers: { 201: Subscription },
      errors: [...WITH_BODY, 'subscription.exists', 'subscription.too_many', ...FEED_PROBLEMS],
    }),
    withJson,
    validator('json', Subscribe, refuse),
    async (c) => {
      const { url, discover, title, folder } = c.req.valid('json')
      const { feedId, feedUrl } = await addressOf(c, url, discover)
      const { stub, at } = ownInbox(c)
      return c.json(valueOf(await stub.subscribe(...at, { feedId, feedUrl, title, folder })), 201)
    },
  )
  .patch(
    '/:id',
    describe({
      tag,
      summary: 'Rename a subscription or move it to a folder',
      answers: { 200: Subscription },
      errors: [...WITH_BODY, 'subscription.not_found'],
    }),
    validator('param', SubscriptionParam, refuse),
    withJson,
    validator('json', UpdateSubscription, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      const input = { ...c.req.valid('json'), id: c.req.valid('param').id }
      return c.json(valueOf(await stub.updateSubscription(...at, input)), 200)
    },
  )
  .delete(
    '/:id',
    describe({
      tag,
      summary: 'Stop following',
      answers: { 204: 'The subscription and its entries are gone.' },
      errors: [...CHANGING, 'request.invalid', 'subscription.not_found'],
    }),
    validator('param', SubscriptionParam, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      valueOf(await stub.unsubscribe(...at, c.req.valid('param').id))
      return c.body(null, 204)
    },
  )
  .post(
    '/:id/refresh',
    describe({
      tag,
      summary: 'Look for news now',
      description: 'A feed that was read in the last minute is not read again.',
      answers: { 200: Refreshed },
      errors: [...CHANGING, 'request.invalid', 'subscription.not_found', ...FEED_PROBLEMS],
    }),
    validator('param', SubscriptionParam, refuse),
    async (c) => {
      const { stub, at } = await feedOfSubscription(c, c.req.valid('param').id)
      return c.json(valueOf(await stub.refresh(...at)), 200)
    },
  )
  .get(
    '/:id/history',
    describe({
      tag,
      summary: 'How the feed was read lately',
      answers: { 200: FetchHistory },
      errors: ['request.invalid', 'subscription.not_found'],
    }),
    validator('param', SubscriptionParam, refuse),
    async (c) => {
      const { stub, at } = await feedOfSubscription(c, c.req.valid('param').id)
      return c.json(await stub.history(...at, { limit: HISTORY_LIMIT }), 200)
    },
  )

async function addressOf(c: Context<AppEnv>, url: string, discover: boolean): Promise<FeedAddress> {
  const { PREVIEWER } = c.env
  return valueOf(await (discover ? PREVIEWER.preview(c.var.trace, url) : PREVIEWER.address(c.var.trace, url)))
}

/** A feed is reached only through a subscription of one's own. */
async function feedOfSubscription(c: Context<AppEnv>, id: SubscriptionId) {
  const { stub, at } = ownInbox(c)
  return feedOf(c, valueOf(await stub.subscription(...at, id)).feedId)
}
