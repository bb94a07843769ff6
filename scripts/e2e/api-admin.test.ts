import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Device, failureOf, join, PASSWORD, signIn, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { startHouse, type House } from './house.ts'
import { startOrigin, type Origin } from './origin.ts'
import { numbered, rss } from './rss.ts'

let house: House
let origin: Origin
let admin: Member
let member: Member

beforeAll(async () => {
  origin = await startOrigin()
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  admin = await join(house.url, 'admin')
  member = await join(house.url, 'member')
})

afterAll(async () => {
  await house.stop()
  await origin.stop()
})

function adminApi() {
  return admin.device.api.admin
}

async function acts(): Promise<string[]> {
  const { entries } = await (await adminApi().audit.$get({ query: {} })).json()
  return entries.map(({ act, subject }) => `${act} ${subject}`)
}

const ROUTES: readonly { method: string; path: string; body?: object }[] = [
  { method: 'GET', path: '/people' },
  { method: 'GET', path: '/people/per_00000000000000000000000000' },
  { method: 'POST', path: '/people/per_00000000000000000000000000/suspend' },
  { method: 'POST', path: '/people/per_00000000000000000000000000/restore' },
  { method: 'DELETE', path: '/people/per_00000000000000000000000000' },
  { method: 'PUT', path: '/registration', body: { mode: 'closed' } },
  { method: 'POST', path: '/invitations' },
  { method: 'GET', path: '/feeds' },
  { method: 'POST', path: '/feeds/feed_00000000000000000000000000/pause' },
  { method: 'POST', path: '/feeds/feed_00000000000000000000000000/resume' },
  { method: 'POST', path: '/feeds/feed_00000000000000000000000000/refetch' },
  { method: 'GET', path: '/channels' },
  { method: 'POST', path: '/channels/chn_00000000000000000000000000/pause' },
  { method: 'POST', path: '/channels/chn_00000000000000000000000000/resume' },
  { method: 'GET', path: '/dead-letters' },
  { method: 'POST', path: '/dead-letters/dlt_00000000000000000000000000/replay' },
  { method: 'GET', path: '/audit' },
  { method: 'GET', path: '/audit/verify' },
]

describe('the admin routes', () => {
  it.each(ROUTES)('refuse $method $path to everyone but an admin', async ({ method, path, body }) => {
    expect(await failureOf(await member.device.send(method, `/api/admin${path}`, body))).toBe(
      '403 auth.forbidden',
    )
    expect(await failureOf(await new Device(house.url).send(method, `/api/admin${path}`, body))).toBe(
      '401 auth.required',
    )
  })

  it.each([
    ['GET', '/people/per_00000000000000000000000000', '404 person.not_found'],
    ['GET', '/people/inb_00000000000000000000000000', '400 request.invalid'],
    ['POST', '/people/per_00000000000000000000000000/suspend', '404 person.not_found'],
    ['POST', '/people/per_00000000000000000000000000/restore', '404 person.not_found'],
    ['DELETE', '/people/per_00000000000000000000000000', '404 person.not_found'],
    ['POST', '/feeds/feed_00000000000000000000000000/pause', '404 feed.unknown'],
    ['POST', '/feeds/feed_00000000000000000000000000/resume', '404 feed.unknown'],
    ['POST', '/feeds/feed_00000000000000000000000000/refetch', '404 feed.unknown'],
    ['POST', '/dead-letters/dlt_00000000000000000000000000/replay', '404 dead_letter.not_found'],
    ['POST', '/channels/chn_00000000000000000000000000/pause', '404 channel.not_found'],
    ['POST', '/channels/chn_00000000000000000000000000/resume', '404 channel.not_found'],
    ['GET', '/channels?health=ok', '400 request.invalid'],
    ['GET', '/feeds?health=sick', '400 request.invalid'],
    ['GET', '/people?cursor=nonsense', '400 cursor.invalid'],
    ['GET', '/nothing', '404 route.not_found'],
  ])('answer an admin’s %s %s with %s', async (method, path, failure) => {
    expect(await failureOf(await admin.device.send(method, `/api/admin${path}`))).toBe(failure)
  })
})

describe('people', () => {
  it('are found by a part of their address and described', async () => {
    const found = await (
      await adminApi().people.$get({ query: { q: member.person.email.slice(0, 12) } })
    ).json()
    expect(found.people).toMatchObject([{ id: member.person.id, status: 'active' }])
    const details = await adminApi().people[':id'].$get({ param: { id: member.person.id } })
    expect(await details.json()).toMatchObject({ email: member.person.email, subscriptions: 0, entries: 0 })
  })

  it('are paged', async () => {
    const first = await (await adminApi().people.$get({ query: { limit: '1' } })).json()
    const second = await (
      await adminApi().people.$get({ query: { limit: '1', cursor: first.nextCursor ?? '' } })
    ).json()
    expect(first.people).toHaveLength(1)
    expect(second.people).toHaveLength(1)
    expect(second.people[0]?.id).not.toBe(first.people[0]?.id)
  })

  it('are suspended: their account is shut at once, and open again when restored', async () => {
    const person = await join(house.url, 'sid')
    const param = { id: person.person.id }
    expect((await adminApi().people[':id'].suspend.$post({ param })).status).toBe(204)
    expect((await person.device.api.account.$get()).status).toBeGreaterThanOrEqual(401)
    await expect(signIn(person)).rejects.toThrow('auth.suspended')
    expect((await adminApi().people[':id'].restore.$post({ param })).status).toBe(204)
    await signIn(person)
    expect((await acts()).filter((act) => act.endsWith(person.person.id))).toHaveLength(2)
  })

  it('are deleted with everything they had', async () => {
    const person = await join(house.url, 'tom')
    const param = { id: person.person.id }
    expect((await adminApi().people[':id'].$delete({ param })).status).toBe(204)
    await expect(signIn(person)).rejects.toThrow()
    await eventually('the person to be gone', async () => {
      const response = await admin.device.fetch(`/api/admin/people/${param.id}`)
      return response.status === 404 ? true : undefined
    })
  })

  it('always keep one admin among them', async () => {
    const param = { id: admin.person.id }
    expect(await failureOf(await adminApi().people[':id'].suspend.$post({ param }))).toBe(
      '409 person.last_admin',
    )
    expect(await failureOf(await adminApi().people[':id'].$delete({ param }))).toBe('409 person.last_admin')
  })
})

describe('registration', () => {
  it('is closed, and opened to the invited, who sign up once', async () => {
    const json = { name: 'Uma', email: 'uma@example.org', password: PASSWORD }
    const { api } = new Device(house.url)
    await adminApi().registration.$put({ json: { mode: 'closed' } })
    expect(await failureOf(await api.account['sign-up'].$post({ json }))).toBe('403 auth.registration_closed')
    await adminApi().registration.$put({ json: { mode: 'invite-only' } })
    expect(
      await failureOf(await api.account['sign-up'].$post({ json: { ...json, invitation: 'guess' } })),
    ).toBe('403 auth.invitation_invalid')
    const invited = await adminApi().invitations.$post()
    expect(invited.status).toBe(201)
    const invitation = (await invited.json()).code
    expect((await api.account['sign-up'].$post({ json: { ...json, invitation } })).status).toBe(201)
    const again = { ...json, email: 'vic@example.org', invitation }
    expect(await failureOf(await api.account['sign-up'].$post({ json: again }))).toBe(
      '403 auth.invitation_invalid',
    )
    await adminApi().registration.$put({ json: { mode: 'open' } })
  })

  it('has no mode that does not exist', async () => {
    const response = await admin.device.send('PUT', '/api/admin/registration', { mode: 'ajar' })
    expect(await failureOf(response)).toBe('400 request.invalid')
  })
})

describe('feeds', () => {
  it('are listed, paused, resumed and read at once', async () => {
    origin.set('/feed.xml', rss('Watched', numbered(2)))
    await member.device.api.subscriptions.$post({ json: { url: `${origin.url}/feed.xml` } })
    const feed = await eventually('the feed in the list', async () => {
      const { feeds } = await (await adminApi().feeds.$get({ query: { q: 'feed.xml' } })).json()
      return feeds.find(({ health }) => health === 'ok')
    })
    expect(feed).toMatchObject({ url: `${origin.url}/feed.xml`, title: 'Watched', subscribers: 1 })
    const param = { id: feed.id }
    expect((await adminApi().feeds[':id'].pause.$post({ param })).status).toBe(204)
    await eventually('the pause in the list', async () => {
      const { feeds } = await (await adminApi().feeds.$get({ query: { health: 'paused' } })).json()
      return feeds.find(({ id }) => id === feed.id)
    })
    expect((await adminApi().feeds[':id'].resume.$post({ param })).status).toBe(204)
    const refetched = await adminApi().feeds[':id'].refetch.$post({ param })
    expect((await refetched.json()).outcome).not.toBe('')
  })
})

describe('channels', () => {
  it('are listed without what their people call them, paused and resumed', async () => {
    const json = { kind: 'webhook', name: 'My private shop' } as const
    const { channel } = await (await member.device.api.channels.$post({ json })).json()
    const listed = async (health: 'connected' | 'paused') => {
      const query = { q: channel.id, health }
      const { channels } = await (await adminApi().channels.$get({ query })).json()
      return channels[0]
    }
    const row = await eventually('the channel in the list', () => listed('connected'))
    expect(row).toMatchObject({ id: channel.id, kind: 'webhook', lastEventAt: null })
    expect(JSON.stringify(row)).not.toContain('private')
    const param = { id: channel.id }
    expect((await adminApi().channels[':id'].pause.$post({ param })).status).toBe(204)
    expect(await listed('paused')).toMatchObject({ id: channel.id })
    const { state } = await (await member.device.api.channels[':id'].$get({ param })).json()
    expect(state).toBe('paused')
    expect((await adminApi().channels[':id'].resume.$post({ param })).status).toBe(204)
    expect(await acts()).toEqual(expect.arrayContaining([`channel.pause ${channel.id}`]))
    expect((await member.device.api.channels[':id'].$delete({ param })).status).toBe(202)
    await eventually('the end in the list', async () => {
      const query = { q: channel.id, health: 'disconnected' } as const
      return (await (await adminApi().channels.$get({ query })).json()).channels[0]
    })
  })
})

describe('the audit log', () => {
  it('names every act, newest first, in a chain that is whole', async () => {
    const { entries } = await (await adminApi().audit.$get({ query: { limit: '100' } })).json()
    expect(entries.length).toBeGreaterThan(5)
    expect(new Set(entries.map(({ by }) => by))).toEqual(new Set([admin.person.id]))
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map(({ seq }) => seq).toSorted((a, b) => b - a))
    const verdict = await (await adminApi().audit.verify.$get()).json()
    expect(verdict).toMatchObject({ intact: true, brokenAt: null })
    const letters = await (await adminApi()['dead-letters'].$get({ query: {} })).json()
    expect(letters).toEqual({ letters: [], nextCursor: null })
  })
})
