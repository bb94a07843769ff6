import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Device, failureOf, join, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { startHouse, type House } from './house.ts'
import { callModel } from './model-call.ts'
import { startOrigin, type Origin } from './origin.ts'

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

async function notificationsOf({ device }: Member) {
  return (await (await device.api.notifications.$get()).json()).notifications
}

describe('notifications', () => {
  it('are none at first, and nothing to read', async () => {
    expect(await notificationsOf(ann)).toEqual([])
    const read = await ann.device.api.notifications.read.$post({ json: { all: true } })
    expect(await read.json()).toEqual({ changed: 0 })
  })

  it('tell once that a limit is nearly used up, to its person alone, until they have read it', async () => {
    const bob = await join(house.url, 'bob')
    const added = await ann.device.api.router.limits.$post({
      json: { scope: { kind: 'person' }, metric: 'requests', period: 'day', amount: 2, warnAt: 0.5 },
    })
    expect(added.status).toBe(201)
    await callModel(ann.device, origin)
    const [told, ...others] = await eventually('the warning', async () => {
      const all = await notificationsOf(ann)
      return all.length > 0 ? all : undefined
    })
    if (told === undefined) throw new Error('nothing was told')
    expect(others).toEqual([])
    expect(told).toMatchObject({ kind: 'budget', readAt: null })
    expect(await notificationsOf(bob)).toEqual([])
    const json = { ids: [told.id] }
    const his = await bob.device.api.notifications.read.$post({ json })
    expect(await his.json()).toEqual({ changed: 0 })
    const hers = await ann.device.api.notifications.read.$post({ json })
    expect(await hers.json()).toEqual({ changed: 1 })
    const [read] = await notificationsOf(ann)
    expect(read?.id).toBe(told.id)
    expect(read?.readAt).not.toBeNull()
  })

  it.each([
    ['nothing at all', {}],
    ['no ids', { ids: [] }],
    ['an id that is none', { ids: ['1'] }],
    ['all that are not all', { all: false }],
    ['too many ids', { ids: Array.from({ length: 201 }, () => 'ntf_00000000000000000000000000') }],
  ])('are not read by %s', async (_, body) => {
    expect(await failureOf(await ann.device.send('POST', '/api/notifications/read', body))).toBe(
      '400 request.invalid',
    )
  })

  it('are nobody’s who is not signed in', async () => {
    const stranger = new Device(house.url)
    expect(await failureOf(await stranger.fetch('/api/notifications'))).toBe('401 auth.required')
    expect(await failureOf(await stranger.send('POST', '/api/notifications/read', { all: true }))).toBe(
      '401 auth.required',
    )
  })
})
