import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChangeConversations } from '@switchboard/shared-types/api/conversations/conversation'
import type { Group } from '@switchboard/shared-types/api/groups'
import { newId } from '@switchboard/shared-types/ids'
import type { ConversationId, PersonId } from '@switchboard/shared-types/ids'
import { failureOf, join, type Device, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { admit, dismiss, found } from './groups.ts'
import { startHouse, type House } from './house.ts'
import { Webhook } from './webhook.ts'

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

/** A conversation of the group that its list shows. */
async function opened(text: string): Promise<ConversationId> {
  const { id } = await shop.open(text)
  await eventually(
    'the conversation in the list',
    async () => (await listed(ann, {})).includes(id) || undefined,
  )
  return id
}

async function listed({ device }: Member, query: { assignee?: 'me' | 'none' | PersonId }) {
  const answer = await device.in(group.id).api.conversations.$get({ query: { view: 'all', ...query } })
  if (!answer.ok) throw new Error(await failureOf(answer))
  return (await answer.json()).conversations.map(({ id }) => id)
}

async function change(
  device: Device,
  ids: readonly ConversationId[],
  wanted: ChangeConversations['change'],
): Promise<string> {
  const answer = await device.send('PATCH', '/api/conversations', { ids, change: wanted })
  return answer.ok ? await answer.text() : await failureOf(answer)
}

async function summary({ device }: Member, id: ConversationId) {
  const answer = await device.in(group.id).api.conversations[':id'].summary.$get({ param: { id } })
  if (!answer.ok) throw new Error(await failureOf(answer))
  return await answer.json()
}

async function notifications({ device }: Member) {
  const answer = await device.api.notifications.$get()
  return (await answer.json()).notifications.filter(({ kind }) => kind === 'assignment')
}

describe('assigning over HTTP', () => {
  it('gives many at once to a member, who finds them and is told in their own inbox', async () => {
    const ids = [await opened('One.'), await opened('Two.')]
    const other = await opened('Three.')
    const device = ann.device.in(group.id)
    expect(await change(device, ids, { assignee: bob.person.id })).toBe('{"changed":2}')
    expect((await listed(bob, { assignee: 'me' })).toSorted()).toEqual(ids.toSorted())
    expect((await listed(ann, { assignee: bob.person.id })).toSorted()).toEqual(ids.toSorted())
    expect(await listed(ann, { assignee: 'me' })).toEqual([])
    expect(await listed(bob, { assignee: 'none' })).toEqual([other])
    expect(await summary(bob, ids[0] ?? other)).toMatchObject({
      assignee: bob.person.id,
      assignedBy: ann.person.id,
    })
    const told = await eventually('the notification', async () => (await notifications(bob))[0])
    expect(told).toMatchObject({ title: 'ann assigned you 2 conversations', about: null, group: group.id })
    expect(await notifications(ann)).toEqual([])
  })

  it('tells nobody who takes it themselves', async () => {
    const id = await opened('Mine.')
    await change(ann.device.in(group.id), [id], { assignee: ann.person.id })
    expect(await listed(ann, { assignee: 'me' })).toEqual([id])
    expect(await notifications(ann)).toEqual([])
  })

  it('refuses whoever does not belong to the group, and changes nothing then', async () => {
    const id = await opened('Whose?')
    const device = ann.device.in(group.id)
    for (const stranger of [eve.person.id, newId('per')]) {
      expect(await change(device, [id], { assignee: stranger, archived: true })).toBe('404 member.not_found')
    }
    expect(await summary(ann, id)).toMatchObject({ assignee: null, archived: false })
    expect(await change(eve.device.in(group.id), [id], { assignee: eve.person.id })).toBe(
      '403 group.not_member',
    )
    const bad = await device.send('PATCH', '/api/conversations', { ids: [id], change: { assignee: 'bob' } })
    expect(await failureOf(bad)).toBe('400 request.invalid')
  })

  it('in one’s own inbox knows only oneself', async () => {
    const own = await Webhook.connect(eve.device)
    const { id } = await own.open('Hello.')
    await eventually('the conversation', async () => {
      const answer = await eve.device.api.conversations[':id'].summary.$get({ param: { id } })
      return answer.ok || undefined
    })
    expect(await change(eve.device, [id], { assignee: bob.person.id })).toBe('404 member.not_found')
    expect(await change(eve.device, [id], { assignee: eve.person.id })).toBe('{"changed":1}')
    expect(await notifications(eve)).toEqual([])
  })

  it('says who wrote a note and who approved an answer', async () => {
    const id = await opened('Who?')
    const { conversations } = bob.device.in(group.id).api
    const noted = await conversations[':id'].notes.$post({ param: { id }, json: { text: 'On it.' } })
    if (!noted.ok) throw new Error(await failureOf(noted))
    expect((await noted.json()).author.key).toBe(bob.person.id)
    const begun = await conversations[':id'].drafts.$post({ param: { id }, json: { text: 'Me.' } })
    if (!begun.ok) throw new Error(await failureOf(begun))
    const param = { id, draft: (await begun.json()).id }
    const approval = { param, json: { revision: 1, key: newId('req') } }
    const approved = await conversations[':id'].drafts[':draft'].approve.$post(approval)
    if (!approved.ok) throw new Error(await failureOf(approved))
    expect((await approved.json()).author.key).toBe(bob.person.id)
  })

  it('ends with the membership: what somebody had is nobody’s again', async () => {
    const id = await opened('For Bob.')
    await change(ann.device.in(group.id), [id], { assignee: bob.person.id })
    expect((await dismiss(ann.device, bob, group.id)).status).toBe(204)
    await eventually('it to be nobody’s', async () => (await summary(ann, id)).assignee === null || undefined)
    expect(await listed(ann, { assignee: bob.person.id })).toEqual([])
    expect(await change(ann.device.in(group.id), [id], { assignee: bob.person.id })).toBe(
      '404 member.not_found',
    )
  })
})
