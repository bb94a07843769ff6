import { env } from 'cloudflare:workers'
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { feedIdOf } from '@switchboard/shared-types/ids'
import type { FeedId } from '@switchboard/shared-types/ids'
import { follow, newInbox, poll, Publisher, titles, trace } from './testing/publisher.ts'

async function loseAlarm(feed: FeedId): Promise<void> {
  await runInDurableObject(getStub(env.FEED, feed), (_, { storage }) => storage.deleteAlarm())
  await evictDurableObject(getStub(env.FEED, feed))
  // The first call finds it missing.
  await getStub(env.FEED, feed).health(feed, trace)
}

/** Milliseconds until the next visit to the publisher; null: none is planned. */
async function untilPoll(feed: FeedId): Promise<number | null> {
  const { nextPollAt } = await getStub(env.FEED, feed).history(feed, trace, { limit: 1 })
  return nextPollAt === null ? null : Date.parse(nextPollAt) - Date.now()
}

describe('a feed', () => {
  it('refuses to be followed under an address that is not its own', async () => {
    const id = await feedIdOf('https://example.com/mine')
    const answer = await getStub(env.FEED, id).subscribe(id, trace, {
      inbox: newInbox(),
      url: 'https://example.com/other',
      after: 0,
    })
    expect(answer).toMatchObject({ ok: false, error: { code: 'feed.bad_url' } })
  })

  it('refuses a call that was meant for another feed', async () => {
    const [mine, other] = await Promise.all(['https://example.com/a', 'https://example.com/b'].map(feedIdOf))
    if (mine === undefined || other === undefined) throw new Error('two ids are needed')
    await expect(getStub(env.FEED, mine).describe(other, trace)).rejects.toMatchObject({
      code: 'actor.misrouted',
    })
  })

  it('takes the same subscription twice as one', async () => {
    const publisher = new Publisher().publishes(['one'])
    const inbox = newInbox()
    const feed = await follow(publisher, inbox)
    await getStub(env.FEED, feed).subscribe(feed, trace, { inbox, url: publisher.url, after: 0 })
    expect(await getStub(env.FEED, feed).describe(feed, trace)).toMatchObject({
      ok: true,
      value: { subscribers: 1 },
    })
    expect(await titles(inbox)).toEqual(['one'])
  })

  it('whose alarm the platform has lost is polled again within a minute, as long as somebody follows', async () => {
    const inbox = newInbox()
    const feed = await follow(new Publisher().publishes(['one']), inbox)
    // The first visit runs beside the feed's report; from the second on its time stands in the alarm alone.
    await poll(feed)
    await poll(feed)
    await loseAlarm(feed)
    expect(await untilPoll(feed)).toBeGreaterThan(0)
    expect(await untilPoll(feed)).toBeLessThanOrEqual(60_000)
    await getStub(env.FEED, feed).unsubscribe(feed, trace, { inbox })
    await loseAlarm(feed)
    expect(await untilPoll(feed)).toBeNull()
  })

  it('stops polling when nobody follows, and forgets itself a day later', async () => {
    const publisher = new Publisher().publishes(['one'])
    const inbox = newInbox()
    const feed = await follow(publisher, inbox)
    const [subscription] = await getStub(env.INBOX, inbox).subscriptions(inbox, trace)
    if (subscription === undefined) throw new Error('a subscription is needed')
    await getStub(env.INBOX, inbox).unsubscribe(inbox, trace, subscription.id)
    const stub = getStub(env.FEED, feed)
    await vi.waitFor(async () =>
      expect(await stub.describe(feed, trace)).toMatchObject({ ok: true, value: { subscribers: 0 } }),
    )
    const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 25 * 60 * 60 * 1000)
    await runDurableObjectAlarm(stub)
    now.mockRestore()
    expect(publisher.requests).toHaveLength(1)
    const tables = await runInDurableObject(stub, (_, state) => {
      const query = "SELECT count(*) AS tables FROM sqlite_master WHERE type = 'table' AND name = 'items'"
      return state.storage.sql.exec(query).one()['tables']
    })
    expect(tables).toBe(0)
    expect(await stub.describe(feed, trace)).toMatchObject({ ok: false, error: { code: 'feed.unknown' } })
  })

  it('is not visited while an admin has paused it, and at once when it is resumed', async () => {
    const publisher = new Publisher().publishes(['one'])
    const inbox = newInbox()
    const feed = await follow(publisher, inbox)
    const stub = getStub(env.FEED, feed)
    await stub.pause(feed, trace)
    await poll(feed, inbox)
    expect(publisher.requests).toHaveLength(1)
    expect(await stub.describe(feed, trace)).toMatchObject({ ok: true, value: { health: 'paused' } })
    publisher.publishes(['two', 'one'])
    await stub.resume(feed, trace)
    await vi.waitFor(async () => expect(await titles(inbox)).toEqual(['two', 'one']), { timeout: 5_000 })
    expect(await stub.describe(feed, trace)).toMatchObject({ ok: true, value: { health: 'ok' } })
  })

  it('is refreshed by hand at most once a minute', async () => {
    const publisher = new Publisher().publishes(['one'])
    const inbox = newInbox()
    const feed = await follow(publisher, inbox)
    publisher.publishes(['two', 'one'])
    const stub = getStub(env.FEED, feed)
    expect(await stub.refresh(feed, trace)).toMatchObject({ ok: true, value: { outcome: 'polled just now' } })
    const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000)
    const answers = await Promise.all([stub.refresh(feed, trace), stub.refresh(feed, trace)])
    now.mockRestore()
    expect(answers[0]).toMatchObject({ ok: true, value: { newItems: 1, outcome: 'changed' } })
    expect(publisher.requests).toHaveLength(2)
    await vi.waitFor(async () => expect(await titles(inbox)).toEqual(['two', 'one']), { timeout: 5_000 })
  })
})
