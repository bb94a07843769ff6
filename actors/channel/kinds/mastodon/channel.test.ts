import { describe, expect, it, vi } from 'vitest'
import { ConnectMastodon } from '@switchboard/shared-types/api/channels/connect-channel'
import { House, WAIT } from '../../testing/house.ts'
import { playPlatform } from '../../testing/play-platform.ts'
import { ADA, FakeMastodon, TOKEN } from './testing/fake-mastodon.ts'

/** An instance where Ada has mentioned the account, and a channel that is connected to it. */
async function open() {
  const instance = new FakeMastodon(Date.now)
  const mention = instance.post(ADA, '@me hello')
  playPlatform(instance)
  const house = new House()
  const input = { kind: 'mastodon', accessToken: TOKEN, baseUrl: instance.baseUrl }
  await house.connect(ConnectMastodon.parse(input))
  const thread = { key: mention.id, kind: 'post', title: null, url: null } as const
  const answer = async (text: string) =>
    await house.send(text, { thread: mention.id, act: { type: 'send', thread, text, replyTo: null } })
  return { instance, house, mention, answer }
}

describe('a channel of Mastodon', () => {
  it('takes a mention once, also after eviction', async () => {
    const { house, mention } = await open()
    await vi.waitFor(async () => expect(await house.texts(mention.id)).toEqual(['@me hello']), WAIT)
    await house.evict()
    await house.settled()
    expect(await house.texts(mention.id)).toEqual(['@me hello'])
  })

  it('repeats an answer whose confirmation was lost, and it is posted once', async () => {
    const { instance, house, answer } = await open()
    instance.next('taken')
    const sent = await answer('hi')
    await house.reaches(sent, 'sent')
    expect(instance.ownPosts().map(({ content }) => content)).toEqual(['<p>@ada@far.example hi</p>'])
    expect(instance.requests.filter((request) => request === 'POST /api/v1/statuses')).toHaveLength(2)
  })
})
