import { beforeEach, describe, expect, it } from 'vitest'
import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import { newId } from '@switchboard/shared-types/ids'
import type { XAccount } from './account.ts'
import { answerTo, XHouse } from './testing/account.ts'
import { ADA, BOB, WITH_ADA, WITH_BOB } from './testing/people.ts'
import { x } from './x.ts'

const TALK = `dm:${WITH_ADA}`
const MINUTE = 60_000

let house: XHouse
let account: XAccount

beforeEach(async () => {
  house = new XHouse()
  account = await house.connect()
})

const perform = async (act: Outgoing['act']) => await house.perform(account, act)
const post = async (text: string, after: string | null = null) => await perform({ type: 'post', text, after })
const remove = async (thread: string, key: string) =>
  await perform({ type: 'delete', thread: { key: thread, kind: 'post', title: null, url: null }, key })

describe('a direct message', () => {
  it('goes into its talk, of two or of a group, under the id that polling brings', async () => {
    const { outcome, key, url } = await perform(answerTo(TALK, 'hello'))
    expect([outcome, url]).toEqual(['sent', `https://x.example/messages/${WITH_ADA}`])
    await perform(answerTo('dm:1234567890123456789', 'all'))
    const { events } = await house.catchUp(account)
    expect(events[0]).toMatchObject({ key, thread: { key: TALK }, author: { self: true } })
    expect(events[1]).toMatchObject({ thread: { kind: 'group' } })
  })

  it('may have ten thousand characters, and what X refuses fails with its reason', async () => {
    expect(x.features).toMatchObject({ maxLength: 10_000, maxPostLength: 280, countedIn: 'utf16' })
    expect(await perform(answerTo(TALK, 'x'.repeat(10_000)))).toMatchObject({ outcome: 'sent' })
    expect(await perform(answerTo(TALK, 'x'.repeat(10_001)))).toEqual({
      outcome: 'failed',
      reason: 'X refuses it: The text is not valid.',
    })
    expect(await perform(answerTo('dm:1-2', 'x'))).toMatchObject({ outcome: 'failed' })
  })

  it('is not taken back: X would do so for oneself only', async () => {
    expect(await remove(TALK, '7')).toMatchObject({ outcome: 'failed' })
  })
})

describe('an answer to a mention', () => {
  it('goes to the newest post of somebody else in its thread, or to the one that is named', async () => {
    const root = house.fake.post(ADA, '@me a question')
    const later = house.fake.post(BOB, '@me another', root)
    const thread = `post:${root.id}`
    expect(await perform(answerTo(thread, 'early'))).toMatchObject({ outcome: 'sent' })
    ;({ account } = await house.catchUp(account))
    await perform(answerTo(thread, 'yes'))
    await perform(answerTo(thread, 'no', root.id))
    const own = house.fake.ownPosts().map(({ text, replyTo }) => [text, replyTo])
    expect(own).toEqual([
      ['no', root.id],
      ['yes', later.id],
      ['early', root.id],
    ])
  })

  it('to what is gone fails with X’s reason', async () => {
    const gone = await perform(answerTo('post:999', 'x'))
    expect([gone.outcome, gone.reason]).toEqual([
      'failed',
      'X refuses it: You attempted to reply to a Tweet that is deleted or not visible to you.',
    ])
    expect(await perform(answerTo('elsewhere', 'x'))).toMatchObject({ outcome: 'failed' })
  })
})

describe('a post', () => {
  it('goes out, one after the other as a thread, and is deleted', async () => {
    const first = await post('1/2')
    expect(first).toMatchObject({ outcome: 'sent', url: `https://x.example/i/status/${first.key}` })
    await post('2/2', first.key)
    expect(house.fake.ownPosts()[0]).toMatchObject({ text: '2/2', replyTo: first.key })
    const key = first.key ?? ''
    expect(await remove(`post:${key}`, key)).toMatchObject({ outcome: 'sent' })
    expect(await remove(`post:${key}`, key)).toMatchObject({ outcome: 'sent' })
    expect(house.fake.ownPosts()).toHaveLength(1)
    const others = house.fake.post(ADA, 'mine')
    expect(await remove(`post:${others.id}`, others.id)).toMatchObject({ outcome: 'failed' })
  })

  it('that says the same again, or too much by X’s own count, fails with the reason', async () => {
    await post('hello')
    expect(await post('hello')).toEqual({
      outcome: 'failed',
      reason: 'X refuses it: You are not allowed to create a Tweet with duplicate content.',
    })
    expect(await post('x'.repeat(280))).toMatchObject({ outcome: 'sent' })
    expect(await post('語'.repeat(140))).toMatchObject({ outcome: 'sent' })
    expect(await post('語'.repeat(141))).toEqual({
      outcome: 'failed',
      reason: 'X refuses it: Your Tweet text is too long.',
    })
  })
})

describe('when X does not confirm', () => {
  it.each(['lost', 'taken', 'broken'] as const)(
    'what was sent is unknown, never repeated (%s)',
    async (mishap) => {
      expect(x.idempotent).toBe(false)
      house.fake.next(mishap, mishap)
      expect(await post('hello')).toMatchObject({ outcome: 'unknown' })
      expect(await perform(answerTo(TALK, 'hello'))).toMatchObject({ outcome: 'unknown' })
    },
  )

  it('a deletion is tried again, which changes nothing', async () => {
    const { key } = await post('hello')
    house.fake.next('taken')
    expect(await remove(`post:${key}`, key ?? '')).toMatchObject({ outcome: 'retry' })
    expect(await remove(`post:${key}`, key ?? '')).toMatchObject({ outcome: 'sent' })
  })

  it('because the window is used up it waits for its end, and others of its kind with it', async () => {
    house.fake.limits.set('POST /2/tweets', 1)
    await post('one')
    const limited = await post('two')
    const rest = { key: 'posts', ms: 15 * MINUTE }
    expect(limited).toMatchObject({ outcome: 'retry', afterMs: 15 * MINUTE, rest })
    expect(await perform(answerTo(TALK, 'hello'))).toMatchObject({ outcome: 'sent' })
    house.clock.pass(limited.afterMs ?? 0)
    expect(await post('two')).toMatchObject({ outcome: 'sent' })
  })

  it('because it no longer accepts the token the channel needs new credentials', async () => {
    house.fake.oauth.tokens.clear()
    expect(await post('hello')).toMatchObject({ outcome: 'unauthorised' })
  })
})

describe('the pace', () => {
  it.each([
    ['direct messages', answerTo(TALK, 'x'), 'messages', 15],
    ['answers to posts', answerTo('post:7', 'x'), 'posts', 100],
    ['posts', { type: 'post', text: 'x', after: null } as const, 'posts', 100],
  ])('of %s stays within X’s limit for fifteen minutes', (_, act, key, most) => {
    const approval = { by: 'person', id: newId('per'), at: '2026-11-21T12:00:00Z' } as const
    const [pace] = x.paces({ id: newId('msg'), from: newId('cnv'), act, files: [], approval })
    expect(pace?.key).toBe(key)
    expect((pace?.burst ?? 0) + (15 * MINUTE) / (pace?.everyMs ?? 1)).toBeLessThanOrEqual(most)
  })

  it('is the same for all talks, because X counts them together', () => {
    const approval = { by: 'person', id: newId('per'), at: '2026-11-21T12:00:00Z' } as const
    const paces = [TALK, `dm:${WITH_BOB}`].map((key) =>
      x.paces({ id: newId('msg'), from: newId('cnv'), act: answerTo(key, 'x'), files: [], approval }),
    )
    expect(paces[0]).toEqual(paces[1])
  })
})
