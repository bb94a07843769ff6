import * as fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { ConnectMastodon } from '@switchboard/shared-types/api/channels/connect-channel'
import { ChannelEvent, type MessageEvent } from '@switchboard/shared-types/channel-event'
import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import { newId } from '@switchboard/shared-types/ids'
import type { File, Performed } from '../kind.ts'
import { Clock, worldWith } from '../testing/fake-world.ts'
import { outgoing } from '../testing/outgoing.ts'
import { catchUp as catchUpWith, messagesOf } from '../testing/polling.ts'
import type { MastodonAccount } from './account.ts'
import { mastodon } from './mastodon.ts'
import { readStatus } from './read-status.ts'
import { ADA, BOB, FakeMastodon, ME, TOKEN } from './testing/fake-mastodon.ts'

const PLACE = { hookUrl: '', redirectUrl: '' }
let clock: Clock
let instance: FakeMastodon
let account: MastodonAccount

const world = () => worldWith(instance, clock)
const connect = async (accessToken: string) =>
  await mastodon.connect(
    world(),
    newId('chn'),
    ConnectMastodon.parse({ kind: 'mastodon', accessToken, baseUrl: instance.baseUrl }),
    PLACE,
  )

beforeEach(async () => {
  clock = new Clock()
  instance = new FakeMastodon(clock.now)
  const connected = await connect(TOKEN)
  if (!connected.ok) throw new Error(connected.error.message)
  account = { id: newId('chn'), secrets: connected.value.secrets, state: connected.value.state }
})

async function catchUp(): Promise<MessageEvent[]> {
  const read = await catchUpWith(mastodon, world(), account, clock)
  account = read.account
  return messagesOf(read.events)
}

const perform = async (act: Outgoing['act'], files: File[] = [], id = newId('msg')): Promise<Performed> =>
  await mastodon.perform(world(), account, outgoing(act, id), files)
const inThread = (key: string) => ({ key, kind: 'post', title: null, url: null }) as const
const answer = async (key: string, text: string, replyTo: string | null = null, id = newId('msg')) =>
  await perform({ type: 'send', thread: inThread(key), text, replyTo }, [], id)

describe('the credentials', () => {
  it('are tested at the instance, which says how long its posts may be', async () => {
    expect(await connect(TOKEN)).toMatchObject({ ok: true, value: { account: '@me@social.example' } })
    expect(mastodon.featuresOf?.(account.state)).toMatchObject({ maxLength: 100, countedIn: 'graphemes' })
    expect(await connect('bad')).toMatchObject({ ok: false, error: { code: 'channel.bad_credentials' } })
  })
})

describe('mentions', () => {
  it('come with what they answer, in the thread of its first post', async () => {
    const root = instance.post(ADA, 'A question')
    const middle = instance.post(BOB, 'maybe', { in_reply_to_id: root.id })
    const mention = instance.post(ADA, '@me what do you think?', { in_reply_to_id: middle.id })
    const events = await catchUp()
    expect(events.map(({ key, thread, author }) => [key, thread.key, author.handle])).toEqual([
      [root.id, root.id, '@ada@far.example'],
      [middle.id, root.id, '@bob@social.example'],
      [mention.id, root.id, '@ada@far.example'],
    ])
    expect(events[0]?.thread).toMatchObject({ title: 'A question', kind: 'post' })
  })

  it('are read to the end, page by page, once, and none is passed over after a first look at nothing', async () => {
    expect(await catchUp()).toEqual([])
    for (let no = 0; no < 40; no += 1) instance.post(ADA, `@me ${no}`)
    expect((await catchUp()).map(({ text }) => text)).toEqual(
      Array.from({ length: 40 }, (_, no) => `@me ${no}`),
    )
    expect(await catchUp()).toEqual([])
  })

  it('wait until the limit ends, and none is lost', async () => {
    await catchUp()
    const root = instance.post(ADA, 'root')
    for (let no = 0; no < 8; no += 1) instance.post(ADA, `@me ${no}`, { in_reply_to_id: root.id })
    clock.pass(300_000)
    instance.limit = 9
    instance.requests.length = 0
    for (let no = 0; no < 5; no += 1)
      await worldWith(instance, clock).fetch({
        url: `${instance.baseUrl}/api/v2/instance`,
        headers: { authorization: `Bearer ${TOKEN}` },
      })
    const texts = (await catchUp()).map(({ text }) => text)
    expect(new Set(texts).size).toBe(9)
  })

  it('read as text with their lines, and as HTML that runs nothing', async () => {
    instance.post(ADA, 'hi <span>@me</span><br>two &amp; three</p><p>four<script>alert(1)</script>')
    const [event] = await catchUp()
    expect(event?.text).toBe('hi @me\ntwo & three\n\nfour')
    expect(event?.html).not.toContain('script')
  })

  it('that only some may see are direct', async () => {
    instance.post(ADA, '@me a secret', { visibility: 'direct' })
    expect(await catchUp()).toMatchObject([{ thread: { kind: 'direct' }, author: { self: false } }])
  })

  it('of whatever shape never make reading throw', () => {
    const anything = fc.jsonValue({ maxDepth: 3 })
    const status = fc.record({
      id: fc.oneof(anything, fc.constant('7')),
      account: fc.oneof(anything, fc.constant({ ...ADA })),
      created_at: fc.oneof(anything, fc.constant('2026-11-21T12:00:00Z')),
      content: anything,
      media_attachments: anything,
      url: fc.constant(null),
      in_reply_to_id: anything,
      visibility: anything,
    })
    fc.assert(
      fc.property(status, (one) => {
        const event = readStatus(one, one, account.state)
        if (event !== null) ChannelEvent.parse(event)
      }),
    )
  })
})

describe('an answer', () => {
  it('goes to the newest post of its thread, mentions who is in it, and is seen by no more people', async () => {
    const root = instance.post(ADA, '@me a secret', { visibility: 'private' })
    const later = instance.post(BOB, '@me @ada@far.example more', {
      in_reply_to_id: root.id,
      visibility: 'private',
    })
    await catchUp()
    expect(await answer(root.id, 'yes')).toMatchObject({ outcome: 'sent' })
    expect(instance.ownPosts()).toMatchObject([
      { content: '<p>@bob @ada@far.example yes</p>', in_reply_to_id: later.id, visibility: 'private' },
    ])
    await answer(root.id, 'Ask @ada@far.example.', root.id)
    expect(instance.ownPosts()[1]).toMatchObject({
      content: '<p>Ask @ada@far.example.</p>',
      in_reply_to_id: root.id,
    })
  })

  it('is posted once, however often it is repeated within the hour', async () => {
    const root = instance.post(ADA, '@me hello')
    const id = newId('msg')
    instance.next('taken')
    expect(await answer(root.id, 'hi', null, id)).toMatchObject({ outcome: 'unknown' })
    expect(await answer(root.id, 'hi', null, id)).toMatchObject({ outcome: 'sent' })
    expect(instance.ownPosts()).toHaveLength(1)
    expect(mastodon.idempotent).toBe(true)
    expect(mastodon.idempotentMs).toBeLessThan(3_600_000)
  })

  it('waits for the end of the limit, and fails with a reason where it is refused', async () => {
    const root = instance.post(ADA, '@me hello')
    const refused = await answer(root.id, 'x'.repeat(101))
    expect(refused.outcome).toBe('failed')
    expect(refused.reason).toContain('limit exceeded')
    expect(await answer('999', 'x')).toEqual({
      outcome: 'failed',
      reason: 'The post that is answered is no longer there.',
    })
    instance.limit = 0
    const waits = await answer(root.id, 'x')
    expect(waits.outcome).toBe('retry')
    clock.pass(waits.afterMs ?? 0)
    instance.limit = 300
    expect(await answer(root.id, 'x')).toMatchObject({ outcome: 'sent' })
    account = { ...account, secrets: { accessToken: 'revoked' } }
    expect(await answer(root.id, 'x')).toMatchObject({ outcome: 'unauthorised' })
  })
})

describe('a post', () => {
  it('goes out with its files, is changed without losing them, marked, and deleted', async () => {
    const file = { name: 'a.png', type: 'image/png', bytes: new Uint8Array([1, 2]) }
    const { key, url } = await perform({ type: 'post', text: 'News', after: null }, [file])
    expect(url).toBe(`https://social.example/@me/${key}`)
    const thread = inThread(key ?? '')
    expect(await perform({ type: 'edit', thread, key: key ?? '', text: 'Newer' })).toMatchObject({
      outcome: 'sent',
    })
    expect(instance.ownPosts()).toMatchObject([
      { content: '<p>Newer</p>', media_attachments: [{ id: '1' }], account: ME },
    ])
    await perform({ type: 'react', thread, key: key ?? '', reactions: ['⭐'] })
    expect(instance.ownPosts()[0]?.favourited).toBe(true)
    const remove = { type: 'delete', thread, key: key ?? '' } as const
    expect([await perform(remove), await perform(remove)]).toMatchObject([
      { outcome: 'sent' },
      { outcome: 'sent' },
    ])
    expect(instance.ownPosts()).toEqual([])
  })

  it('of a thread goes after the one before', async () => {
    const { key } = await perform({ type: 'post', text: '1/2', after: null })
    await perform({ type: 'post', text: '2/2', after: key ?? null })
    expect(instance.ownPosts()[1]).toMatchObject({ in_reply_to_id: key })
  })
})
