import { describe, expect, it, vi } from 'vitest'
import { ConnectBluesky } from '@switchboard/shared-types/api/channels/connect-channel'
import { House, WAIT } from '../../testing/house.ts'
import { playPlatform } from '../../testing/play-platform.ts'
import { FakeBluesky, ME, PASSWORD } from './testing/fake-bluesky.ts'

/** A server where somebody has mentioned the account, and a channel that is connected to it. */
async function open() {
  const pds = new FakeBluesky(Date.now)
  const mention = pds.notify('@me.example hello')
  playPlatform(pds)
  const house = new House()
  const input = { kind: 'bluesky', identifier: ME.handle, appPassword: PASSWORD, baseUrl: pds.baseUrl }
  await house.connect(ConnectBluesky.parse(input))
  const thread = { key: mention.uri, kind: 'post', title: null, url: null } as const
  const answer = async (text: string) =>
    await house.send(text, { thread: mention.uri, act: { type: 'send', thread, text, replyTo: null } })
  return { pds, house, mention, answer }
}

describe('a channel of Bluesky', () => {
  it('takes a mention once, also after eviction', async () => {
    const { house, mention } = await open()
    await vi.waitFor(async () => expect(await house.texts(mention.uri)).toEqual(['@me.example hello']), WAIT)
    await house.evict()
    await house.settled()
    expect(await house.texts(mention.uri)).toEqual(['@me.example hello'])
  })

  it('repeats an answer whose confirmation was lost, and it is posted once', async () => {
    const { pds, house, answer } = await open()
    pds.next('taken')
    const sent = await answer('hi')
    await house.reaches(sent, 'sent')
    expect(pds.own().map(({ value }) => value['text'])).toEqual(['hi'])
    expect(pds.calls.filter((call) => call === 'com.atproto.repo.putRecord')).toHaveLength(2)
  })
})
