import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { GROUP_HEADER } from '@switchboard/shared-types/api/groups'
import type { Group } from '@switchboard/shared-types/api/groups'
import { newId } from '@switchboard/shared-types/ids'
import { failureOf, join, signIn, type Device, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { admit, dismiss, found } from './groups.ts'
import { startHouse, type House } from './house.ts'
import { textsIn } from './messages.ts'
import { Webhook } from './webhook.ts'

const Connected = z.object({ channel: z.object({ id: z.string() }) })

let house: House
let ann: Member
let bob: Member
let eve: Member
let group: Group
let shop: Webhook

beforeAll(async () => {
  house = await startHouse()
  ann = await join(house.url, 'ann')
  bob = await join(house.url, 'bob')
  eve = await join(house.url, 'eve')
  group = await found(ann)
  await admit(ann, bob, group.id)
  shop = await Webhook.connect(ann.device.in(group.id))
})

afterAll(async () => {
  await house.stop()
})

describe('a group over HTTP', () => {
  it('is asked for at once by whoever has just made, joined or heard of it', async () => {
    const { id } = await found(eve, 'Hers')
    expect((await eve.device.in(id).fetch('/api/entries')).status).toBe(200)
    const other = await signIn(bob)
    await admit(eve, bob, id)
    expect((await bob.device.in(id).fetch('/api/entries')).status).toBe(200)
    expect(await failureOf(await other.in(id).fetch('/api/entries'))).toBe('403 group.not_member')
    const { groups } = await (await other.api.groups.$get()).json()
    expect(groups).toMatchObject([
      { id: group.id, role: 'member', members: 2 },
      { id, role: 'member' },
    ])
    expect((await other.in(id).fetch('/api/entries')).status).toBe(200)
    expect((await dismiss(bob.device, bob, id)).status).toBe(204)
    expect(await failureOf(await bob.device.in(id).fetch('/api/entries'))).toBe('403 group.not_member')
  })

  it('shows its members the same conversations, and nobody theirs', async () => {
    const talk = await shop.open('Where is my parcel?')
    const { device } = bob
    await eventually('the conversation in his list', async () => {
      const { conversations } = await (await device.in(group.id).api.conversations.$get({ query: {} })).json()
      return conversations.find(({ id }) => id === talk.id)
    })
    expect(await textsIn(device.in(group.id), talk.id)).toEqual(['Where is my parcel?'])
    const note = await device.in(group.id).send('POST', `${talk.path}/notes`, { text: 'I am on it' })
    expect(note.status).toBe(201)
    expect(await textsIn(ann.device.in(group.id), talk.id)).toEqual(['I am on it', 'Where is my parcel?'])
    expect(await failureOf(await device.fetch(talk.path))).toBe('404 conversation.not_found')
    expect(await (await device.api.conversations.$get({ query: {} })).json()).toMatchObject({
      conversations: [],
    })
  })

  it('has an inbox and a router that are nobody’s own', async () => {
    const json = { url: 'https://example.org/a.xml', discover: false }
    await bob.device.in(group.id).api.subscriptions.$post({ json })
    const { subscriptions } = await (await ann.device.in(group.id).api.subscriptions.$get()).json()
    expect(subscriptions).toMatchObject([{ feedUrl: json.url }])
    expect(await (await ann.device.api.subscriptions.$get()).json()).toEqual({ subscriptions: [] })
    const made = await ann.device.in(group.id).api.router.tokens.$post({ json: { name: 'agent' } })
    const { token } = await made.json()
    const models = await fetch(`${house.url}/v1/models`, { headers: { authorization: `Bearer ${token}` } })
    expect(models.status).toBe(200)
    expect(await (await ann.device.api.router.tokens.$get()).json()).toEqual({ tokens: [] })
  })

  it('is named by the query where no header can be sent', async () => {
    const exported = await bob.device.fetch(`/api/opml?group=${group.id}`)
    expect(await exported.text()).toContain('https://example.org/a.xml')
    expect(await (await bob.device.fetch('/api/opml')).text()).not.toContain('https://example.org/a.xml')
  })

  it('is remembered for the way back from a platform, on that way alone', async () => {
    const access = { clientId: '1.2', clientSecret: 'secret' }
    const asked = { kind: 'slack', name: 'Team', signingSecret: 'secret', access }
    const device = await signIn(ann)
    const connect = async (asking: Device) => {
      const answer = await asking.send('POST', '/api/channels', asked)
      return { id: Connected.parse(await answer.json()).channel.id, cookies: answer.headers.getSetCookie() }
    }
    const { id, cookies } = await connect(device.in(group.id))
    const wayBack = cookies.find((cookie) => cookie.startsWith('sb_way_back='))
    expect(wayBack?.split('; ')).toEqual(
      expect.arrayContaining([
        `sb_way_back=${group.id}`,
        `Path=/api/channels/${id}/authorised`,
        'HttpOnly',
        'SameSite=Lax',
      ]),
    )
    expect((await connect(await signIn(ann))).cookies).toEqual([])
    await ann.device.in(group.id).send('DELETE', `/api/channels/${id}`)
  })

  it('is found again on the way back from a platform, which names none', async () => {
    const back = `/api/channels/${shop.channel}/authorised?code=1&state=1`
    const cookie = `${ann.device.cookieHeader()}; sb_way_back=${group.id}`
    const answer = await ann.device.fetch(back, { headers: { cookie } })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(
      `/channels/${shop.channel}?group=${group.id}&failure=channel.unsupported`,
    )
    expect((await ann.device.fetch(back)).headers.get('location')).toContain('failure=channel.not_found')
  })

  it.each(['everybody', 'grp_1', 'per_01J00000000000000000000000', ''])(
    'is never %j: that is no id of a group',
    async (id) => {
      const headers = { [GROUP_HEADER]: id }
      expect(await failureOf(await ann.device.fetch('/api/entries', { headers }))).toBe('400 request.invalid')
    },
  )
})

describe('what only owners may do in a group', () => {
  const NOBODY = '00000000000000000000000000'
  /** `CHANNEL` and `GROUP` stand for their ids; `null` is no body. */
  const OWNERS: readonly [method: string, path: string, body: object | null][] = [
    ['POST', '/api/channels', { kind: 'webhook', name: 'His' }],
    ['PATCH', '/api/channels/CHANNEL', { paused: true }],
    ['DELETE', '/api/channels/CHANNEL', null],
    ['POST', '/api/channels/CHANNEL/credentials', { kind: 'webhook', name: 'His' }],
    ['POST', '/api/channels/CHANNEL/hook-secret', null],
    ['GET', '/api/channels/CHANNEL/authorised', null],
    ['POST', '/api/permissions', { channelId: `chn_${NOBODY}` }],
    ['DELETE', `/api/permissions/prm_${NOBODY}`, null],
    ['POST', '/api/router/tokens', { name: 'his' }],
    ['PATCH', `/api/router/tokens/tok_${NOBODY}`, { name: 'his' }],
    ['DELETE', `/api/router/tokens/tok_${NOBODY}`, null],
    ['POST', '/api/router/providers', {}],
    ['DELETE', `/api/router/providers/prv_${NOBODY}`, null],
    ['POST', `/api/router/providers/prv_${NOBODY}/keys`, {}],
    ['DELETE', `/api/router/providers/prv_${NOBODY}/keys/key_${NOBODY}`, null],
    ['PUT', '/api/router/routes', { routes: [] }],
    ['POST', '/api/router/limits', {}],
    ['DELETE', `/api/router/limits/lim_${NOBODY}`, null],
    ['PATCH', '/api/groups/GROUP', { name: 'His' }],
    ['DELETE', '/api/groups/GROUP', null],
    ['GET', '/api/groups/GROUP/invitations', null],
    ['POST', '/api/groups/GROUP/invitations', null],
    ['DELETE', `/api/groups/GROUP/invitations/inv_${NOBODY}`, null],
    ['PATCH', `/api/groups/GROUP/members/per_${NOBODY}`, { role: 'owner' }],
    ['DELETE', `/api/groups/GROUP/members/per_${NOBODY}`, null],
  ]

  it.each(OWNERS)('is refused to its members: %s %s', async (method, path, body) => {
    const address = path.replace('CHANNEL', shop.channel).replace('GROUP', group.id)
    const answer = await bob.device.in(group.id).send(method, address, body ?? undefined)
    expect(await failureOf(answer)).toBe('403 group.owner_only')
  })

  it('is theirs once they are owners, and no longer once they are not', async () => {
    const member = `/api/groups/${group.id}/members/${bob.person.id}`
    const rename = () => bob.device.send('PATCH', `/api/groups/${group.id}`, { name: 'Desk' })
    await ann.device.send('PATCH', member, { role: 'owner' })
    expect((await rename()).status).toBe(200)
    const channel = `/api/channels/${shop.channel}`
    expect((await bob.device.in(group.id).send('PATCH', channel, { name: 'Till' })).status).toBe(200)
    await ann.device.send('PATCH', member, { role: 'member' })
    expect(await failureOf(await rename())).toBe('403 group.owner_only')
  })

  it('does not keep a group from its last owner’s leaving when another is there', async () => {
    const own = await found(ann, 'Short')
    await admit(ann, bob, own.id)
    expect(await failureOf(await dismiss(ann.device, ann, own.id))).toBe('409 group.last_owner')
    await ann.device.send('PATCH', `/api/groups/${own.id}/members/${bob.person.id}`, { role: 'owner' })
    expect((await dismiss(ann.device, ann, own.id)).status).toBe(204)
    expect((await bob.device.send('DELETE', `/api/groups/${own.id}`)).status).toBe(204)
    expect(await failureOf(await bob.device.in(own.id).fetch('/api/entries'))).toBe('403 group.not_member')
  })
})

describe('a group of others', () => {
  it('is refused the same whether or not it exists, by its own routes', async () => {
    for (const id of [group.id, newId('grp')]) {
      for (const [method, path] of [
        ['PATCH', ''],
        ['DELETE', ''],
        ['GET', '/members'],
        ['DELETE', `/members/${ann.person.id}`],
        ['GET', '/invitations'],
        ['POST', '/invitations'],
      ] as const) {
        const body = method === 'PATCH' ? { name: 'Hers' } : undefined
        const answer = await eve.device.send(method, `/api/groups/${id}${path}`, body)
        expect(await failureOf(answer), `${method} ${path}`).toBe('403 group.not_member')
      }
    }
  })

  it('is not joined by a code that was used, or that nobody gave', async () => {
    const invited = await ann.device.api.groups[':group'].invitations.$post({ param: { group: group.id } })
    const { code } = await invited.json()
    const joining = (given: string) => eve.device.send('POST', '/api/groups/join', { code: given })
    expect((await joining(code)).status).toBe(201)
    expect((await dismiss(eve.device, eve, group.id)).status).toBe(204)
    expect(await failureOf(await joining(code))).toBe('403 group.invitation_invalid')
    expect(await failureOf(await joining('guess'))).toBe('403 group.invitation_invalid')
  })
})
