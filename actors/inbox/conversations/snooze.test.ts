import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { newTalk, snapshotOf, summaryIn, tell, triage } from '../testing/conversations.ts'
import { evict, inboxStub, newInboxId } from '../testing/house.ts'
import { LiveClient } from '../testing/live-client.ts'

const HOUR_MS = 60 * 60 * 1000

afterEach(() => vi.useRealTimers())

const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString()

describe('a snoozed conversation', () => {
  it('comes back at its time as unread, live, also after an eviction', async () => {
    const [id, talk, later] = [newInboxId(), newTalk(), newTalk()]
    await tell(id, snapshotOf(talk, 1))
    await tell(id, snapshotOf(later, 1))
    await triage(id, [talk, later], { read: true })
    await triage(id, [talk], { snoozedUntil: inHours(1) })
    await triage(id, [later], { snoozedUntil: inHours(3) })
    const until = (await summaryIn(id, talk)).snoozedUntil
    const alarm = await runInDurableObject(inboxStub(id), (_, { storage }) => storage.getAlarm())
    expect(alarm).toBe(Date.parse(until ?? ''))
    await evict(id)
    const client = await LiveClient.connect(id)
    await client.hello()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * HOUR_MS })
    await runDurableObjectAlarm(inboxStub(id))
    const frame = await client.frame('conversations.changed')
    expect(frame.conversations).toMatchObject([{ id: talk.id, snoozedUntil: null, unread: 1 }])
    expect(await summaryIn(id, later)).toMatchObject({ unread: 0 })
    expect((await summaryIn(id, later)).snoozedUntil).not.toBeNull()
  })

  it('that has only messages of the person’s own comes back as unread too', async () => {
    const [id, talk] = [newInboxId(), newTalk()]
    await tell(id, snapshotOf(talk, 1, { received: 0, summary: { lastDirection: 'out' } }))
    await triage(id, [talk], { snoozedUntil: inHours(1) })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * HOUR_MS })
    await runDurableObjectAlarm(inboxStub(id))
    expect(await summaryIn(id, talk)).toMatchObject({ snoozedUntil: null, unread: 1 })
  })

  it('beyond the hundredth comes back in the same alarm', async () => {
    const id = newInboxId()
    const talks = Array.from({ length: 150 }, () => newTalk())
    for (const talk of talks) await tell(id, snapshotOf(talk, 1))
    await triage(id, talks, { snoozedUntil: inHours(1) })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * HOUR_MS })
    await runDurableObjectAlarm(inboxStub(id))
    const last = talks.at(-1)
    if (last !== undefined) expect(await summaryIn(id, last)).toMatchObject({ snoozedUntil: null })
  })
})
