import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf, join, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { startHouse, type House } from './house.ts'
import { startOrigin, type Origin } from './origin.ts'
import { numbered, rss } from './rss.ts'

let house: House
let origin: Origin
let ann: Member

beforeAll(async () => {
  origin = await startOrigin()
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  ann = await join(house.url, 'ann')
})

afterAll(async () => {
  await house.stop()
  await origin.stop()
})

/** Publishes a feed of its own at a new address. */
function publish(name: string, items = 3): string {
  origin.set(`/${name}.xml`, rss(`Feed ${name}`, numbered(items)))
  return `${origin.url}/${name}.xml`
}

async function follow(url: string, more: { title?: string; folder?: string; discover?: boolean } = {}) {
  const response = await ann.device.api.subscriptions.$post({ json: { url, ...more } })
  if (!response.ok) throw new Error(await response.text())
  return response.json()
}

async function followed() {
  return (await (await ann.device.api.subscriptions.$get()).json()).subscriptions
}

describe('a preview', () => {
  it('shows the feed at an address', async () => {
    const url = publish('preview')
    const response = await ann.device.api.feeds.preview.$post({ json: { url } })
    expect(await response.json()).toMatchObject({ feedUrl: url, title: 'Feed preview', itemCount: 3 })
    expect(await followed()).toEqual([])
  })

  it('finds the feed that a page names', async () => {
    const feedUrl = publish('named')
    const link = '<link rel="alternate" type="application/rss+xml" href="/named.xml">'
    const body = `<!doctype html><html><head><title>Blog</title>${link}</head><body></body></html>`
    origin.set('/blog', { headers: { 'content-type': 'text/html' }, body })
    const response = await ann.device.api.feeds.preview.$post({ json: { url: `${origin.url}/blog` } })
    expect(await response.json()).toMatchObject({ feedUrl, title: 'Feed named' })
  })
})

describe('a subscription', () => {
  it('is made from the address of a feed or of its page, once', async () => {
    const url = publish('once')
    const response = await ann.device.api.subscriptions.$post({ json: { url } })
    expect(response.status).toBe(201)
    const subscription = await response.json()
    expect(subscription).toMatchObject({ feedUrl: url, folder: null })
    const again = await ann.device.api.subscriptions.$post({ json: { url } })
    expect(await failureOf(again)).toBe('409 subscription.exists')
    expect((await followed()).map(({ id }) => id)).toContain(subscription.id)
  })

  it('is made without a fetch from a preview’s own address', async () => {
    const url = `${origin.url}/never-asked.xml`
    const subscription = await follow(url, { discover: false, title: 'Mine', folder: 'News' })
    expect(subscription).toMatchObject({ feedUrl: url, title: 'Mine', folder: 'News' })
  })

  it('is renamed, moved and taken back to the title of its feed', async () => {
    const { id } = await follow(publish('moved'))
    const param = { id }
    const { api } = ann.device
    const moved = await api.subscriptions[':id'].$patch({ param, json: { title: 'New', folder: 'Away' } })
    expect(await moved.json()).toMatchObject({ id, title: 'New', folder: 'Away' })
    const back = await api.subscriptions[':id'].$patch({ param, json: { title: null, folder: null } })
    expect(await back.json()).toMatchObject({ id, folder: null })
  })

  it('brings entries, is refreshed, and tells how its feed was read', async () => {
    const { id } = await follow(publish('read'))
    const { api } = ann.device
    const param = { id }
    const history = await eventually('the first fetch', async () => {
      const { fetches } = await (await api.subscriptions[':id'].history.$get({ param })).json()
      return fetches.length > 0 ? fetches : undefined
    })
    expect(history[0]).toMatchObject({ status: 200, newItems: 3 })
    const refreshed = await api.subscriptions[':id'].refresh.$post({ param })
    expect((await refreshed.json()).outcome).not.toBe('')
  })

  it('ends, and is not there any more', async () => {
    const { id } = await follow(publish('ended'))
    const param = { id }
    const { api } = ann.device
    expect((await api.subscriptions[':id'].$delete({ param })).status).toBe(204)
    expect(await failureOf(await api.subscriptions[':id'].$delete({ param }))).toBe(
      '404 subscription.not_found',
    )
    expect(await failureOf(await api.subscriptions[':id'].history.$get({ param }))).toBe(
      '404 subscription.not_found',
    )
  })
})

describe('a folder', () => {
  it('is renamed and dissolved, and what lies in it stays', async () => {
    const { id } = await follow(publish('foldered'), { folder: 'A/B & ü' })
    const { api } = ann.device
    const renamed = await api.folders[':folder'].$patch({
      param: { folder: encodeURIComponent('A/B & ü') },
      json: { name: 'Plain' },
    })
    expect(renamed.status).toBe(204)
    expect((await followed()).find((one) => one.id === id)?.folder).toBe('Plain')
    expect((await api.folders[':folder'].$delete({ param: { folder: 'Plain' } })).status).toBe(204)
    expect((await followed()).find((one) => one.id === id)?.folder).toBeNull()
    expect(await failureOf(await api.folders[':folder'].$delete({ param: { folder: 'Plain' } }))).toBe(
      '404 folder.not_found',
    )
  })
})
