import * as fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { ConnectBluesky } from '@switchboard/shared-types/api/channels/connect-channel'
import { ChannelEvent, type MessageEvent } from '@switchboard/shared-types/channel-event'
import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import { newId } from '@switchboard/shared-types/ids'
import type { File, Performed } from '../kind.ts'
import { Clock, worldWith } from '../testing/fake-world.ts'
import { outgoing } from '../testing/outgoing.ts'
import { catchUp as catchUpWith, messagesOf, textsOf } from '../testing/polling.ts'
import type { BlueskyAccount } from './account.ts'
import { bluesky } from './bluesky.ts'
import { readPost } from './read-post.ts'
import { ADA, FakeBluesky, facetTexts, ME, PASSWORD } from './testing/fake-bluesky.ts'

let clock: Clock
let pds: FakeBluesky
let account: BlueskyAccount

const world = () => worldWith(pds, clock)

async function connect(appPassword: string) {
  const input = { kind: 'bluesky', identifier: `@${ME.handle}`, appPassword, baseUrl: pds.baseUrl }
  return await bluesky.connect(world(), newId('chn'), ConnectBluesky.parse(input), {
    hookUrl: '',
    redirectUrl: '',
  })
}

beforeEach(async () => {
  seen.clear()
  clock = new Clock()
  pds = new FakeBluesky(clock.now)
  const connected = await connect(PASSWORD)
  if (!connected.ok) throw new Error(connected.error.message)
  account = { id: newId('chn'), secrets: connected.value.secrets, state: connected.value.state }
})

const seen = new Set<string>()

/** @returns texts of what was not seen before, each once */
async function catchUp(): Promise<string[]> {
  const read = await catchUpWith(bluesky, world(), account, clock)
  account = read.account
  const isFirst = ({ eventId }: MessageEvent) => !seen.has(eventId) && Boolean(seen.add(eventId))
  return textsOf(messagesOf(read.events).filter(isFirst))
}

const perform = async (act: Outgoing['act'], files: File[] = [], id = newId('msg')): Promise<Performed> =>
  await bluesky.perform(world(), account, outgoing(act, id), files)
const inThread = (key: string) => ({ key, kind: 'post', title: null, url: null }) as const
const post = async (text: string, id = newId('msg')) =>
  await perform({ type: 'post', text, after: null }, [], id)

async function refresh(): Promise<void> {
  const fresh = await bluesky.refresh?.(world(), account)
  if (!fresh?.ok) throw new Error(fresh?.error.message ?? 'does not refresh')
  account = { ...account, secrets: fresh.value.secrets, state: fresh.value.state }
}

describe('the session', () => {
  it('is opened with an app password, and a wrong one is refused', async () => {
    expect(await connect(PASSWORD)).toMatchObject({ ok: true, value: { account: '@me.example' } })
    expect(await connect('wrong')).toMatchObject({ ok: false, error: { code: 'channel.bad_credentials' } })
  })

  it('is kept by its refresh token, so that no new one is opened, five minutes before it expires', async () => {
    expect(bluesky.refreshAt?.(account)).toBe(clock.now() + 7_200_000 - 300_000)
    for (let time = 0; time < 3; time += 1) {
      clock.pass(7_000_000)
      await refresh()
    }
    expect(await bluesky.test(world(), account)).toEqual({ ok: true, value: null })
    expect(pds.sessionsOpened).toBe(1)
  })

  it('is opened again where the refresh token is no longer good', async () => {
    pds.expireRefreshTokens()
    await refresh()
    expect(await bluesky.test(world(), account)).toEqual({ ok: true, value: null })
    expect(pds.sessionsOpened).toBe(2)
  })

  it('that expired before its refresh is waited for, and is no reason for new credentials', async () => {
    clock.pass(7_200_000)
    expect(await post('x')).toMatchObject({ outcome: 'retry' })
    expect(await bluesky.polling?.poll(world(), account)).toMatchObject({
      error: { code: 'channel.unreachable' },
    })
    await refresh()
    expect(await post('x')).toMatchObject({ outcome: 'sent' })
  })

  it('ends when the channel is disconnected', async () => {
    await bluesky.disconnect(world(), account)
    expect(await post('x')).toMatchObject({ outcome: 'unauthorised' })
  })
})

describe('mentions and answers', () => {
  it('are read to the end, page by page, and none is passed over', async () => {
    pds.notify('first')
    expect(await catchUp()).toEqual(['first'])
    for (let no = 0; no < 120; no += 1) {
      clock.pass(10_000)
      pds.notify(`${no}`)
    }
    const texts = await catchUp()
    expect(texts).toHaveLength(120)
    expect(await catchUp()).toEqual([])
    expect(account.state.page).toBeNull()
  })

  it('belong to the thread of its first post, at the time at which the server saw them', () => {
    const root = pds.notify('root')
    pds.notify('answer', {}, root)
    const [one, two] = pds.notifications.map((each) => readPost(each, account.state))
    expect(two).toMatchObject({
      thread: {
        key: root.uri,
        kind: 'post',
        url: `https://bsky.app/profile/did:plc:ada/post/${root.uri.split('/').at(-1)}`,
      },
      replyTo: root.uri,
      at: '2026-11-02T10:00:00.000Z',
      author: { key: ADA.did, handle: '@ada.example', name: 'Ada' },
    })
    expect(one?.thread.key).toBe(root.uri)
  })

  it('wait until the limit ends', async () => {
    pds.limited = true
    expect(await bluesky.polling?.poll(world(), account)).toMatchObject({
      value: { more: true, notBeforeMs: clock.now() + 120_000 },
    })
  })

  it('show the addresses of links, wherever they stand among bytes', () => {
    const text = '👋 grüße example.com/a-lo… and here'
    const at = (part: string) => {
      const byteStart = new TextEncoder().encode(text.slice(0, text.indexOf(part))).length
      return { byteStart, byteEnd: byteStart + new TextEncoder().encode(part).length }
    }
    const link = (part: string, uri: string) => ({
      index: at(part),
      features: [{ $type: 'app.bsky.richtext.facet#link', uri }],
    })
    pds.notify(text, {
      facets: [
        link('example.com/a-lo…', 'https://example.com/a-long-one'),
        link('here', 'https://x.example'),
      ],
    })
    expect(readPost(pds.notifications[0] ?? {}, account.state)?.text).toBe(
      '👋 grüße https://example.com/a-long-one and here (https://x.example)',
    )
  })

  it('of whatever shape never make reading throw', () => {
    const anything = fc.jsonValue({ maxDepth: 4 })
    const facet = fc.record({
      index: fc.record({ byteStart: fc.nat(30), byteEnd: fc.nat(30) }),
      features: fc.constant([{ $type: 'app.bsky.richtext.facet#link', uri: 'https://x.example' }]),
    })
    const record = fc.record({
      $type: fc.constant('app.bsky.feed.post'),
      text: fc.string({ unit: 'grapheme' }),
      facets: fc.oneof(anything, fc.array(facet)),
      reply: anything,
      embed: anything,
    })
    const notification = fc.record({
      uri: fc.oneof(anything, fc.constant('at://did:plc:a/app.bsky.feed.post/k')),
      author: fc.oneof(anything, fc.constant(ADA)),
      indexedAt: fc.oneof(anything, fc.constant('2026-11-02T10:00:00Z')),
      record: fc.oneof(anything, record),
    })
    fc.assert(
      fc.property(notification, (one) => {
        const event = readPost({ ...one }, account.state)
        if (event !== null) ChannelEvent.parse(event)
      }),
      { numRuns: 300 },
    )
  })
})

describe('an answer', () => {
  it('names the first post and the one that it answers, each with its version', async () => {
    const root = pds.notify('root')
    const answer = pds.notify('answer', {}, root)
    await catchUp()
    const act = { type: 'send', thread: inThread(root.uri), text: 'yes', replyTo: null } as const
    expect(await perform(act)).toMatchObject({ outcome: 'sent' })
    expect(pds.own()[0]?.value['reply']).toEqual({
      root: { uri: root.uri, cid: root.cid },
      parent: { uri: answer.uri, cid: answer.cid },
    })
    pds.records.delete(answer.uri)
    expect(await perform(act)).toEqual({
      outcome: 'failed',
      reason: 'The post that is answered is no longer there.',
    })
  })
})

describe('a post', () => {
  it('is there once, however often it is repeated: its key and its content are the same each time', async () => {
    const id = newId('msg')
    pds.next('taken')
    expect(await post('hello', id)).toMatchObject({ outcome: 'unknown' })
    const [before] = pds.own()
    clock.pass(60_000)
    const again = await post('hello', id)
    expect(again).toMatchObject({ outcome: 'sent', key: before?.uri })
    expect(pds.own()).toEqual([before])
    expect(bluesky.idempotent).toBe(true)
    await post('hello')
    expect(pds.own()).toHaveLength(2)
  })

  it('has its links and its people by bytes of UTF-8, and a name that nobody has is plain text', async () => {
    await post('👋 grüße @ada.example, see https://example.com/ü. Not @nobody.example or a@ada.example')
    const [written] = pds.own()
    if (written === undefined) throw new Error('nothing was posted')
    expect(facetTexts(written)).toEqual(['https://example.com/ü', '@ada.example'])
  })

  it('has facets that name the very links and people of any text', async () => {
    const part = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 10 }),
      fc.constant(' https://a.example/ä '),
      fc.constant(' @ada.example '),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 5 }), async (parts) => {
        pds.records.clear()
        const text = parts.join('')
        await post(text)
        const named = pds.own().flatMap(facetTexts)
        const expected = /example\/ä|@ada/.test(text) ? named.length > 0 : true
        expect(expected).toBe(true)
        for (const one of named) expect(text).toContain(one)
      }),
      { numRuns: 50 },
    )
  })

  it('of more than 300 characters or 3,000 bytes is refused, however many units they have', async () => {
    expect(await post('👨‍👩‍👧‍👦'.repeat(100))).toMatchObject({ outcome: 'sent' })
    expect(await post('x'.repeat(301))).toMatchObject({ outcome: 'failed' })
    expect(await post('👨‍👩‍👧‍👦'.repeat(200))).toMatchObject({ outcome: 'failed' })
  })

  it('has up to four pictures, and is deleted, which may be repeated', async () => {
    const picture = { name: 'a cat', type: 'image/png', bytes: new Uint8Array([1]) }
    const { key } = await perform({ type: 'post', text: 'look', after: null }, [picture])
    expect(pds.own()[0]?.value['embed']).toMatchObject({ images: [{ alt: 'a cat' }] })
    expect(
      await perform({ type: 'post', text: 'x', after: null }, [{ ...picture, type: 'application/pdf' }]),
    ).toMatchObject({ outcome: 'failed' })
    const remove = { type: 'delete', thread: inThread(key ?? ''), key: key ?? '' } as const
    expect([await perform(remove), await perform(remove)]).toMatchObject([
      { outcome: 'sent' },
      { outcome: 'sent' },
    ])
    expect(pds.own()).toEqual([])
  })

  it('waits until the limit ends', async () => {
    pds.limited = true
    expect(await post('x')).toMatchObject({ outcome: 'retry', afterMs: 120_000 })
  })
})

describe('a like', () => {
  it('is one record for each post, and is taken away again', async () => {
    const { uri } = pds.notify('nice')
    const react = async (reactions: string[]) =>
      await perform({ type: 'react', thread: inThread(uri), key: uri, reactions })
    await react(['👍'])
    await react(['❤️'])
    expect(pds.own('app.bsky.feed.like')).toHaveLength(1)
    await react([])
    expect(pds.own('app.bsky.feed.like')).toEqual([])
  })
})
