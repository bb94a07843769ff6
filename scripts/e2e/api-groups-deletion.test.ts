import { afterAll, beforeAll, expect, it } from 'vitest'
import { failureOf, join, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { admit, found } from './groups.ts'
import { startHouse, type House } from './house.ts'
import { Webhook } from './webhook.ts'

let house: House
let ann: Member
let bob: Member

beforeAll(async () => {
  house = await startHouse()
  ann = await join(house.url, 'ann')
  bob = await join(house.url, 'bob')
})

afterAll(async () => {
  await house.stop()
})

/** Why the channel takes nothing; undefined while it does. */
async function refusal(shop: Webhook): Promise<string | undefined> {
  try {
    await shop.bring({
      type: 'message',
      id: crypto.randomUUID(),
      thread: 't',
      author: { id: 'cat' },
      text: 'x',
    })
    return undefined
  } catch (thrown) {
    return String(thrown)
  }
}

it('a deleted group takes its channels and conversations along, also through a power cut, and nothing else', async () => {
  const { id } = await found(ann)
  await admit(ann, bob, id)
  const [shop, own] = [await Webhook.connect(ann.device.in(id)), await Webhook.connect(ann.device)]
  const [talk, kept] = [await shop.open('Hello'), await own.open('Hello')]
  const member = bob.device.in(id)
  expect((await member.fetch(talk.path)).status).toBe(200)

  expect((await ann.device.send('DELETE', `/api/groups/${id}`)).status).toBe(204)
  await house.kill9()
  await house.restart()

  expect(await eventually('the channel to be gone', () => refusal(shop))).toContain('404 channel.not_found')
  // His claims still name the group, but nothing of it is there any more.
  const gone = async () => ((await member.fetch(talk.path)).status === 200 ? undefined : true)
  await eventually('the conversation to be gone', gone)
  member.cookies.delete('sb_claims')
  expect(await failureOf(await member.fetch(talk.path))).toBe('403 group.not_member')
  expect((await ann.device.fetch(kept.path)).status).toBe(200)
  expect(await refusal(own)).toBeUndefined()
})
