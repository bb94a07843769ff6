import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EntrySummary } from '@switchboard/shared-types/api/entries'
import { failureOf, join, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { startHouse, type House } from './house.ts'
import { answerModelCalls, askModel } from './model-call.ts'
import { startOrigin, type Origin } from './origin.ts'
import { numbered, rss } from './rss.ts'

const COUNT = 7

let house: House
let origin: Origin
let ann: Member
/** Newest first. */
let entries: EntrySummary[]

beforeAll(async () => {
  origin = await startOrigin()
  const odd = { guid: 'odd', title: 'Zebra crossing', text: 'A &lt;b&gt;striped&lt;/b&gt; animal' }
  origin.set('/feed.xml', rss('Feed', [...numbered(COUNT - 1), odd]))
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  ann = await join(house.url, 'ann')
  await ann.device.api.subscriptions.$post({ json: { url: `${origin.url}/feed.xml` } })
  entries = await eventually('the entries', async () => {
    const page = await (await ann.device.api.entries.$get({ query: {} })).json()
    return page.entries.length === COUNT ? page.entries : undefined
  })
})

afterAll(async () => {
  await house.stop()
  await origin.stop()
})

function entryAt(index: number): EntrySummary {
  const entry = entries[index]
  if (entry === undefined) throw new Error(`there is no entry ${index}`)
  return entry
}

async function counts() {
  return (await ann.device.api.counts.$get()).json()
}

describe('the list', () => {
  it('has every entry once over its pages, newest first', async () => {
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const query: Record<string, string> = {
        view: 'all',
        limit: '3',
        ...(cursor === null ? {} : { cursor }),
      }
      const page = await (await ann.device.api.entries.$get({ query })).json()
      seen.push(...page.entries.map(({ id }) => id))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(seen).toEqual(entries.map(({ id }) => id))
    expect(entryAt(0).title).toBe('Zebra crossing')
  })

  it('finds what is searched for, in titles and in text', async () => {
    for (const q of ['zebra', 'striped']) {
      const page = await (await ann.device.api.entries.$get({ query: { q, view: 'all' } })).json()
      expect(page.entries.map(({ id }) => id)).toEqual([entryAt(0).id])
    }
  })

  it.each([
    ['a cursor that is none', 'cursor=nonsense', '400 cursor.invalid'],
    ['a view that is none', 'view=secret', '400 request.invalid'],
    ['a limit over the top', 'limit=101', '400 request.invalid'],
    ['a limit that is no number', 'limit=many', '400 request.invalid'],
    [
      'a subscription that is not one’s own',
      'subscription=sub_00000000000000000000000000',
      '404 subscription.not_found',
    ],
    ['a subscription that is no id', 'subscription=1', '400 request.invalid'],
  ])('refuses %s', async (_, query, failure) => {
    expect(await failureOf(await ann.device.fetch(`/api/entries?${query}`))).toBe(failure)
  })
})

describe('an entry', () => {
  it('is shown with its content', async () => {
    const response = await ann.device.api.entries[':id'].$get({ param: { id: entryAt(0).id } })
    const entry = await response.json()
    expect(entry.id).toBe(entryAt(0).id)
    expect(entry.contentHtml).toContain('<b>striped</b>')
  })

  it('that is not there is not found, and an id that is none is refused', async () => {
    expect(await failureOf(await ann.device.fetch('/api/entries/ent_00000000000000000000000000'))).toBe(
      '404 entry.not_found',
    )
    expect(await failureOf(await ann.device.fetch('/api/entries/1'))).toBe('400 request.invalid')
  })

  it('is read, starred and archived, and back', async () => {
    const { api } = ann.device
    const [{ id }, before] = [entryAt(1), await counts()]
    const state = { read: true, starred: true, archived: true }
    expect(await (await api.entries.$patch({ json: { ids: [id], state } })).json()).toEqual({ changed: 1 })
    expect(await (await api.entries[':id'].$get({ param: { id } })).json()).toMatchObject(state)
    expect(await counts()).toMatchObject({ unread: before.unread - 1, starred: before.starred + 1 })
    const starred = await (await api.entries.$get({ query: { view: 'archived' } })).json()
    expect(starred.entries.map((entry) => entry.id)).toEqual([id])
    const undone = { read: false, starred: false, archived: false }
    expect(await (await api.entries.$patch({ json: { ids: [id], state: undone } })).json()).toEqual({
      changed: 1,
    })
    expect(await counts()).toEqual(before)
  })

  it.each([
    ['no ids', { ids: [], state: { read: true } }],
    ['nothing to change', { ids: ['ent_00000000000000000000000000'], state: {} }],
    ['a state that is no state', { ids: ['ent_00000000000000000000000000'], state: { read: 'yes' } }],
    ['an id that is none', { ids: ['../../etc'], state: { read: true } }],
    [
      'too many ids',
      { ids: Array.from({ length: 501 }, () => 'ent_00000000000000000000000000'), state: { read: true } },
    ],
  ])('is not changed by %s', async (_, body) => {
    expect(await failureOf(await ann.device.send('PATCH', '/api/entries', body))).toBe('400 request.invalid')
  })
})

describe('a summary', () => {
  it('is an extract of the entry without a model, and says why', async () => {
    const response = await ann.device.api.entries[':id'].summary.$post({ param: { id: entryAt(0).id } })
    const { reason, ...summary } = await response.json()
    expect(summary).toMatchObject({ text: 'A striped animal', by: 'extract', model: null })
    expect(reason).toMatch(/provider/)
  })

  it('is a model’s with a provider, is asked for once, and its call is in the ledger', async () => {
    const { api } = ann.device
    answerModelCalls(origin)
    await api.router.providers.$post({
      json: {
        kind: 'openai-compatible',
        baseUrl: `${origin.url}/v1`,
        slug: 'upstream',
        defaultModel: 'small',
      },
    })
    const ask = () => api.entries[':id'].summary.$post({ param: { id: entryAt(0).id } })
    const [first, second] = [await (await ask()).json(), await (await ask()).json()]
    expect(first).toMatchObject({ text: 'hello yourself', by: 'model', model: 'small', reason: null })
    expect(second).toEqual(first)
    expect(origin.requests.filter(({ path }) => path === '/v1/chat/completions')).toHaveLength(1)
    const ledger = await (await api.router.calls.$get({ query: {} })).json()
    expect(ledger.calls).toMatchObject([
      { token: { name: 'Switchboard' }, session: 'summary', status: 'ok', usage: { input: 11, output: 3 } },
    ])
    const { tokens } = await (await api.router.tokens.$get()).json()
    const [own] = tokens
    expect(await failureOf(await ann.device.send('DELETE', `/api/router/tokens/${own?.id}`))).toBe(
      '400 request.invalid',
    )
  })

  it('comes with a token that nobody else can present', async () => {
    const answer = await askModel(house.url, 'switchboard')
    expect(answer.status).toBe(401)
    const person = ann.person.id.slice('per_'.length)
    expect((await askModel(house.url, `sb_${person}_switchboard`)).status).toBe(401)
    const { calls } = await (await ann.device.api.router.calls.$get({ query: {} })).json()
    expect(calls).toHaveLength(1)
  })

  it('of what is not there, or from a page of another site, is refused', async () => {
    const none = '/api/entries/ent_00000000000000000000000000/summary'
    expect(await failureOf(await ann.device.send('POST', none))).toBe('404 entry.not_found')
    expect(await failureOf(await ann.device.send('POST', '/api/entries/1/summary'))).toBe(
      '400 request.invalid',
    )
    const own = `/api/entries/${entryAt(0).id}/summary`
    const foreign = { method: 'POST', headers: { origin: 'https://evil.example' } }
    expect(await failureOf(await ann.device.fetch(own, foreign))).toBe('403 request.forbidden_origin')
  })
})

describe('marking as read', () => {
  it('takes what is above a place in the list, and then all', async () => {
    const { api } = ann.device
    const above = { newest: entryAt(0).id, oldest: entryAt(2).id }
    expect(await (await api.entries['mark-read'].$post({ json: above })).json()).toEqual({ changed: 3 })
    expect((await counts()).unread).toBe(COUNT - 3)
    const all = { newest: entryAt(0).id }
    expect(await (await api.entries['mark-read'].$post({ json: all })).json()).toEqual({ changed: COUNT - 3 })
    expect((await counts()).unread).toBe(0)
  })
})
