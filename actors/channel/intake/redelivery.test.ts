import { describe, expect, it, vi } from 'vitest'
import { House, message, WAIT } from '../testing/house.ts'

async function arrived(house: House, texts: readonly string[]): Promise<void> {
  await vi.waitFor(async () => expect(await house.texts('t1')).toEqual(texts), WAIT)
  await house.settled()
  expect(await house.texts('t1')).toEqual(texts)
}

describe('an event that comes again', () => {
  it('is one message when it comes ten times at once, signed anew each time', async () => {
    const house = await House.webhook()
    const payload = message('once')
    const answers = await Promise.all(Array.from({ length: 10 }, () => house.tell(payload)))
    expect(new Set(answers)).toEqual(new Set([200]))
    await arrived(house, ['once'])
  })

  it('is one message when the very same request is replayed', async () => {
    const house = await House.webhook()
    const request = await house.request(message('once'))
    await house.hook(request)
    await house.hook(request)
    await arrived(house, ['once'])
  })

  it('is one message over an eviction and over a crash', async () => {
    const house = await House.webhook()
    const payload = message('once')
    await house.tell(payload)
    await house.evict()
    expect(await house.tell(payload)).toBe(200)
    await house.crash()
    expect(await house.tell(payload)).toBe(200)
    await arrived(house, ['once'])
  })

  it('is one message when it stands twice in one request, beside what is new', async () => {
    const house = await House.webhook()
    const twice = message('twice')
    await house.tell({ events: [twice, twice, message('new')] })
    await arrived(house, ['twice', 'new'])
  })

  it('does not bring back what was said before it was edited', async () => {
    const house = await House.webhook()
    const said = message('first', { message: 'k1' })
    await house.tell(said)
    await house.tell({ type: 'edit', id: 'edit-1', thread: 't1', message: 'k1', text: 'second' })
    await house.tell(said)
    await arrived(house, ['second'])
  })

  it('is known for eight days, and no longer', async () => {
    const house = await House.webhook()
    const [old, young] = [message('old'), message('young')]
    await house.tell(old)
    await house.tell(young)
    await arrived(house, ['old', 'young'])
    const age = (event: unknown, days: number) =>
      house.rows(
        'UPDATE seen SET at = ? WHERE event_id = ?',
        new Date(Date.now() - days * 86_400_000).toISOString(),
        String(Reflect.get(Object(event), 'id')),
      )
    await age(old, 8.1)
    await age(young, 7.9)
    await house.rows("UPDATE jobs SET due_at = '2020-01-01T00:00:00.000Z' WHERE name = 'tidy'")
    await house.evict()
    await house.channel()
    await vi.waitFor(async () => expect(await house.rows('SELECT event_id FROM seen')).toHaveLength(1), WAIT)
    expect((await house.channel()).lastReceivedAt, 'it is remembered all the same').not.toBeNull()
  })
})
