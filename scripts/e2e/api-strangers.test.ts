import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { ImportProgress } from '@switchboard/shared-types/api/subscriptions'
import { Device, failureOf, join, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { startHouse, type House } from './house.ts'
import { startOrigin, type Origin } from './origin.ts'
import { numbered, rss } from './rss.ts'

const Document = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({ security: z.array(z.unknown()).optional(), responses: z.record(z.string(), z.unknown()) }),
    ),
  ),
})

/** What Ann has, which Bob knows the ids of. */
interface Belongings {
  readonly subscription: string
  readonly entry: string
  readonly importId: string
}

let house: House
let origin: Origin
let ann: Member
let bob: Member
let hers: Belongings

beforeAll(async () => {
  origin = await startOrigin()
  origin.set('/feed.xml', rss('Feed', numbered(2)))
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  ann = await join(house.url, 'ann')
  bob = await join(house.url, 'bob')
  hers = await settle(ann)
})

afterAll(async () => {
  await house.stop()
  await origin.stop()
})

async function settle({ device }: Member): Promise<Belongings> {
  const json = { url: `${origin.url}/feed.xml`, folder: 'Hers' }
  const { id: subscription } = await (await device.api.subscriptions.$post({ json })).json()
  const entry = await eventually('an entry', async () => {
    const { entries } = await (await device.api.entries.$get({ query: {} })).json()
    return entries[0]?.id
  })
  const imported = await device.fetch('/api/opml', {
    method: 'POST',
    headers: { 'content-type': 'text/x-opml' },
    body: `<opml version="2.0"><body><outline text="x" xmlUrl="${origin.url}/feed.xml"/></body></opml>`,
  })
  return { subscription, entry, importId: ImportProgress.parse(await imported.json()).id }
}

type Attempt = readonly [
  name: string,
  failure: string,
  ask: (device: Device, ids: Belongings) => Promise<Response>,
]

/** Every route that names something of a person by its id. */
const ATTEMPTS: readonly Attempt[] = [
  ['read an entry', '404 entry.not_found', (device, { entry }) => device.fetch(`/api/entries/${entry}`)],
  [
    'sum an entry up',
    '404 entry.not_found',
    (device, { entry }) => device.send('POST', `/api/entries/${entry}/summary`),
  ],
  [
    'list a subscription',
    '404 subscription.not_found',
    (device, { subscription }) => device.fetch(`/api/entries?subscription=${subscription}`),
  ],
  [
    'rename a subscription',
    '404 subscription.not_found',
    (device, { subscription }) =>
      device.send('PATCH', `/api/subscriptions/${subscription}`, { title: 'His' }),
  ],
  [
    'end a subscription',
    '404 subscription.not_found',
    (device, { subscription }) => device.send('DELETE', `/api/subscriptions/${subscription}`),
  ],
  [
    'refresh a subscription',
    '404 subscription.not_found',
    (device, { subscription }) => device.send('POST', `/api/subscriptions/${subscription}/refresh`),
  ],
  [
    'read how a feed was read',
    '404 subscription.not_found',
    (device, { subscription }) => device.fetch(`/api/subscriptions/${subscription}/history`),
  ],
  [
    'mark a subscription as read',
    '404 subscription.not_found',
    (device, { subscription, entry }) =>
      device.send('POST', '/api/entries/mark-read', { subscription, newest: entry }),
  ],
  [
    'rename a folder',
    '404 folder.not_found',
    (device) => device.send('PATCH', '/api/folders/Hers', { name: 'His' }),
  ],
  ['dissolve a folder', '404 folder.not_found', (device) => device.send('DELETE', '/api/folders/Hers')],
  [
    'read an import',
    '404 import.not_found',
    (device, { importId }) => device.fetch(`/api/opml/imports/${importId}`),
  ],
]

it.each(ATTEMPTS)('another person can not %s, though they know the id', async (_, failure, ask) => {
  expect(await failureOf(await ask(bob.device, hers))).toBe(failure)
})

it.each(ATTEMPTS)('nobody can %s without signing in', async (_, __, ask) => {
  expect(await failureOf(await ask(new Device(house.url), hers))).toBe('401 auth.required')
})

it('another person changes no entry of hers, though they know the id', async () => {
  const state = { read: true, starred: true, archived: true }
  const changed = await bob.device.send('PATCH', '/api/entries', { ids: [hers.entry], state })
  expect(await changed.json()).toEqual({ changed: 0 })
  const entry = await ann.device.fetch(`/api/entries/${hers.entry}`)
  expect(await entry.json()).toMatchObject({ read: false, starred: false, archived: false })
})

it('the routes that name no id show everyone their own', async () => {
  expect(await (await bob.device.api.subscriptions.$get()).json()).toEqual({ subscriptions: [] })
  expect((await (await bob.device.api.entries.$get({ query: { view: 'all' } })).json()).entries).toEqual([])
  expect(await (await bob.device.api.counts.$get()).json()).toEqual({
    unread: 0,
    starred: 0,
    subscriptions: [],
    conversations: { unread: 0, answer: 0 },
  })
  expect(await (await bob.device.fetch('/api/opml')).text()).not.toContain(origin.url)
})

it.each(['/api/registration', '/api/openapi.json', '/api/docs', '/health'])(
  '%s is open to everyone',
  async (path) => {
    expect((await new Device(house.url).fetch(path)).status).toBe(200)
  },
)

it('no described route but those that say so is open to nobody', async () => {
  const stranger = new Device(house.url)
  const { paths } = Document.parse(await (await stranger.fetch('/api/openapi.json')).json())
  const closed = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      // An account's own routes look at what they are sent before they ask identity.
      .filter(([, { security }]) => security === undefined && !path.startsWith('/api/account'))
      .map(([method, { responses }]) => ({
        method: method.toUpperCase(),
        path,
        upgrades: '101' in responses,
      })),
  )
  expect(closed.length).toBeGreaterThan(50)
  for (const { method, path, upgrades } of closed) {
    const response = await stranger.fetch(path.replace(/\{\w+\}/g, 'x'), { method })
    const failure = upgrades ? '426 route.upgrade_required' : '401 auth.required'
    expect(await failureOf(response), `${method} ${path}`).toBe(failure)
  }
})

it.each([
  '/api/account',
  '/api/account/sessions',
  '/api/subscriptions',
  '/api/entries',
  '/api/counts',
  '/api/opml',
  '/health/actors',
  '/api/admin/people',
])('%s is open to nobody who is not signed in', async (path) => {
  expect(await failureOf(await new Device(house.url).fetch(path))).toBe('401 auth.required')
})
