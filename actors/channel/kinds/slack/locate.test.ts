import { beforeEach, describe, expect, it } from 'vitest'
import type { Parsed } from '../kind.ts'
import type { SlackAccount } from './identify.ts'
import { locateReactions } from './locate.ts'
import { parseSlack } from './parse.ts'
import { SlackHouse } from './testing/account.ts'
import type { FakeMessage } from './testing/fake-slack.ts'

let house: SlackHouse
let account: SlackAccount

beforeEach(async () => {
  house = new SlackHouse()
  account = await house.connect()
  house.fake.calls.length = 0
})

/** What an event about a reaction is read as. */
async function reacted(channel: string, { ts }: Pick<FakeMessage, 'ts'>, how = 'added'): Promise<Parsed> {
  const item = { type: 'message', channel, ts }
  const event = { type: `reaction_${how}`, user: 'U2', reaction: '+1', item, event_ts: '1790000001.000100' }
  return parseSlack(await house.fake.event(event), account.state)
}

const locate = async (parsed: Parsed) => await locateReactions(house.world, account, parsed)

describe('the thread of a reaction', () => {
  it.each(['C1', 'D1'])('to an answer inside a thread of %s is the one of that thread', async (channel) => {
    const root = house.fake.write(channel, { text: 'root' })
    const answer = house.fake.write(channel, { text: 'answer', thread_ts: root.ts })
    for (const how of ['added', 'removed']) {
      const { events } = await locate(await reacted(channel, answer, how))
      expect(events).toMatchObject([
        { type: 'reaction', key: answer.ts, change: how, thread: { key: `${channel}:${root.ts}` } },
      ])
    }
  })

  it('to a message that begins a thread, or might, is the one that it begins', async () => {
    const lone = house.fake.write('C1', { text: 'lone' })
    const root = house.fake.write('C1', { text: 'root' })
    house.fake.write('C1', { text: 'answer', thread_ts: root.ts })
    for (const message of [lone, root])
      expect((await locate(await reacted('C1', message))).events).toMatchObject([
        { thread: { key: `C1:${message.ts}` } },
      ])
  })

  it('to a message of a direct talk is that talk', async () => {
    const said = house.fake.write('D1', { text: 'said' })
    expect((await locate(await reacted('D1', said))).events).toMatchObject([{ thread: { key: 'D1' } }])
  })

  it('is asked for once for each reaction, and for nothing else', async () => {
    const said = house.fake.write('C1', { text: 'said' })
    const message = parseSlack(await house.fake.messageEvent('C1', said), account.state)
    expect(await locate(message)).toEqual(message)
    expect(house.fake.calls).toEqual([])
    await locate(await reacted('C1', said))
    expect(house.fake.calls.map(({ method }) => method)).toEqual(['chat.getPermalink'])
  })

  it('that Slack does not tell keeps the reaction for inspection', async () => {
    const { events, unreadable } = await locate(await reacted('C1', { ts: '1790000000.000100' }))
    expect(events).toEqual([])
    expect(unreadable).toMatchObject([
      {
        reason:
          'Slack does not say in which thread the message of this reaction is. The message is no longer there.',
      },
    ])
  })

  it.each([
    ['is out of reach', 'lost' as const],
    ['asks for patience', { status: 429, body: { ok: false, error: 'ratelimited' }, retryAfter: 5 }],
  ])('can not be told while Slack %s, so that the event is to come again', async (_, mishap) => {
    const said = house.fake.write('C1', { text: 'said' })
    const parsed = await reacted('C1', said)
    house.fake.next('chat.getPermalink', mishap)
    await expect(locate(parsed)).rejects.toThrow('does not say now')
    expect((await locate(parsed)).events).toHaveLength(1)
  })
})
