import * as fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { ChannelEvent } from '@switchboard/shared-types/channel-event'
import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import type { Parsed } from '../kind.ts'
import type { SlackAccount } from './identify.ts'
import { parseSlack } from './parse.ts'
import { SlackHouse } from './testing/account.ts'
import { BOT, TEAM } from './testing/workspace.ts'

let house: SlackHouse
let account: SlackAccount

beforeEach(async () => {
  house = new SlackHouse()
  account = await house.connect()
})

/** What a request holds; every event is one that the contract knows. */
function parse(request: HookRequest): Parsed {
  const parsed = parseSlack(request, account.state)
  for (const event of parsed.events) ChannelEvent.parse(event)
  return parsed
}

const parseEvent = async (event: Record<string, unknown>, more = {}) =>
  parse(await house.fake.event(event, more))

describe('a message', () => {
  it('in a channel begins a thread of its own, and an answer belongs to it', async () => {
    const root = house.fake.write('C1', { text: 'anyone?' })
    const answer = house.fake.write('C1', { text: 'me', user: 'U2', thread_ts: root.ts })
    const events = [root, answer].map(
      async (each) => parse(await house.fake.messageEvent('C1', each)).events[0],
    )
    expect(await Promise.all(events)).toMatchObject([
      { type: 'message', key: root.ts, thread: { key: `C1:${root.ts}`, kind: 'group' }, text: 'anyone?' },
      {
        type: 'message',
        key: answer.ts,
        thread: { key: `C1:${root.ts}` },
        author: { key: 'U2', self: false },
      },
    ])
  })

  it('between two people belongs to one talk, but for a thread that was opened in it', async () => {
    const first = house.fake.write('D1', { text: 'hi' })
    const inside = house.fake.write('D1', { text: 'about that', thread_ts: first.ts })
    const [one, two] = [
      await house.fake.messageEvent('D1', first),
      await house.fake.messageEvent('D1', inside),
    ]
    expect(parse(one).events).toMatchObject([{ thread: { key: 'D1', kind: 'direct' } }])
    expect(parse(two).events).toMatchObject([{ thread: { key: `D1:${first.ts}`, kind: 'direct' } }])
  })

  it('that mentions the app comes as two events and has one id', async () => {
    const message = house.fake.write('C1', { text: `<@${BOT.user}> help` })
    const plain = parse(await house.fake.messageEvent('C1', message))
    const mention = await parseEvent({ ...message, type: 'app_mention', channel: 'C1' })
    expect(mention.events[0]?.eventId).toBe(plain.events[0]?.eventId)
    expect(mention.events[0]?.thread).toEqual(plain.events[0]?.thread)
  })

  it('of the account itself is passed over, whether it is named by its user or by its bot', async () => {
    const own = { type: 'message', channel: 'C1', ts: '1790000000.000100', text: 'mine' }
    for (const who of [{ user: BOT.user }, { bot_id: BOT.bot, subtype: 'bot_message' }])
      expect(await parseEvent({ ...own, ...who })).toEqual({ events: [], unreadable: [] })
  })

  it.each([
    undefined,
    'file_share',
    'thread_broadcast',
    'me_message',
    'bot_message',
    'a_subtype_of_tomorrow',
  ])('of the subtype %s is a message', async (subtype) => {
    const event = { type: 'message', channel: 'C1', ts: '1790000000.000100', user: 'U1', text: 'x', subtype }
    expect((await parseEvent(event)).events).toMatchObject([{ type: 'message', text: 'x' }])
  })

  it.each(['channel_join', 'channel_leave', 'channel_topic', 'group_name', 'pinned_item', 'bot_add'])(
    'that Slack writes itself (%s) is of no concern',
    async (subtype) => {
      const event = {
        type: 'message',
        channel: 'C1',
        ts: '1790000000.000100',
        user: 'U1',
        text: 'x',
        subtype,
      }
      expect(await parseEvent(event)).toEqual({ events: [], unreadable: [] })
    },
  )

  it('names its files by id, without those that lie elsewhere', async () => {
    const files = [
      { id: 'F1', name: 'a.png', mimetype: 'image/png', size: 12, url_private: 'https://evil.example/a' },
      { id: 'F2', mode: 'external', title: 'Plan', external_url: 'https://docs.example/plan' },
      { id: 'F3', mode: 'tombstone' },
      { id: 'F4', file_access: 'check_file_info' },
    ]
    const event = { type: 'message', channel: 'C1', ts: '1790000000.000100', user: 'U1', text: '', files }
    expect((await parseEvent(event)).events).toMatchObject([
      {
        text: 'Plan: https://docs.example/plan',
        attachments: [
          { ref: 'F1', name: 'a.png', type: 'image/png', size: 12 },
          { ref: 'F4', name: 'file', type: 'application/octet-stream', size: null },
        ],
      },
    ])
  })

  it('of an app without text says what its blocks or attachments say', async () => {
    const base = {
      type: 'message',
      subtype: 'bot_message',
      bot_id: 'B9',
      username: 'CI',
      channel: 'C1',
      text: '',
    }
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'Build *green*' } }]
    const attachments = [{ fallback: 'Deploy failed' }]
    expect((await parseEvent({ ...base, ts: '1790000000.000100', blocks })).events).toMatchObject([
      { text: 'Build *green*', author: { key: 'B9', name: 'CI', bot: true } },
    ])
    expect((await parseEvent({ ...base, ts: '1790000000.000200', attachments })).events).toMatchObject([
      { text: 'Deploy failed' },
    ])
  })
})

describe('a change of a message', () => {
  const message = { ts: '1790000000.000100', user: 'U1', text: 'new', thread_ts: '1789999999.000100' }
  const changed = {
    type: 'message',
    subtype: 'message_changed',
    channel: 'C1',
    event_ts: '1790000100.000900',
  }

  it('is an edit of the message by its ts, in its thread', async () => {
    const event = {
      ...changed,
      message: { ...message, edited: { ts: '1790000100.000000' } },
      previous_message: { ...message, text: 'old' },
    }
    expect((await parseEvent(event)).events).toMatchObject([
      {
        type: 'edit',
        key: message.ts,
        text: 'new',
        thread: { key: 'C1:1789999999.000100' },
        eventId: 'edit:C1:1790000000.000100:1790000100.000000',
      },
    ])
  })

  it('that only adds the preview of a link is none', async () => {
    const event = {
      ...changed,
      message: { ...message, attachments: [{ title: 'A page' }] },
      previous_message: message,
    }
    expect(await parseEvent(event)).toEqual({ events: [], unreadable: [] })
  })

  it('that leaves a tombstone is a deletion, like a deletion itself, and both have one id', async () => {
    const tombstone = await parseEvent({
      ...changed,
      message: { ...message, subtype: 'tombstone' },
      previous_message: message,
    })
    const deleted = await parseEvent({
      type: 'message',
      subtype: 'message_deleted',
      channel: 'C1',
      deleted_ts: message.ts,
      previous_message: message,
      event_ts: '1790000100.000900',
    })
    expect(deleted.events).toMatchObject([
      { type: 'deletion', key: message.ts, thread: { key: 'C1:1789999999.000100' } },
    ])
    expect(tombstone.events).toEqual(deleted.events)
  })
})

describe('a reaction, before its thread is asked for,', () => {
  const item = { type: 'message', channel: 'C1', ts: '1790000000.000100' }

  it('says that it came or went, and whose it is', async () => {
    const added = {
      type: 'reaction_added',
      user: 'U2',
      reaction: '+1::skin-tone-3',
      item,
      event_ts: '1790000001.000100',
    }
    const removed = {
      ...added,
      type: 'reaction_removed',
      reaction: 'party_parrot',
      event_ts: '1790000002.000100',
    }
    expect((await parseEvent(added)).events).toMatchObject([
      { type: 'reaction', key: item.ts, reactions: ['👍'], change: 'added', author: { key: 'U2' } },
    ])
    expect((await parseEvent(removed)).events).toMatchObject([
      { reactions: [':party_parrot:'], change: 'removed' },
    ])
  })

  it('to a file is of no concern', async () => {
    const event = { type: 'reaction_added', user: 'U2', reaction: 'x', item: { type: 'file', file: 'F1' } }
    expect(await parseEvent(event)).toEqual({ events: [], unreadable: [] })
  })
})

describe('a payload', () => {
  it('of another workspace is kept apart, one of a channel shared with it is ours', async () => {
    const event = { type: 'message', channel: 'C1', ts: '1790000000.000100', user: 'U9', text: 'x' }
    const foreign = await parseEvent(event, { team_id: 'T9' })
    expect(foreign).toMatchObject({
      events: [],
      unreadable: [{ reason: 'The event is of another workspace.' }],
    })
    const shared = await parseEvent(event, { team_id: 'T9', authorizations: [{ team_id: TEAM.id }] })
    expect(shared.events).toHaveLength(1)
  })

  it('about members and channels is of no concern; an unknown one is kept for inspection', async () => {
    expect(await parseEvent({ type: 'member_joined_channel', user: 'U1', channel: 'C1' })).toEqual({
      events: [],
      unreadable: [],
    })
    expect(await parseEvent({ type: 'teleported', user: 'U1' })).toMatchObject({
      unreadable: [
        {
          reason: 'An event of the type "teleported" is not understood.',
          body: '{"type":"teleported","user":"U1"}',
        },
      ],
    })
    expect(parse(await house.fake.hook('payload=%7B%7D'))).toMatchObject({
      unreadable: [{ reason: 'This is no JSON.' }],
    })
  })

  it('of whatever shape never makes reading throw, and what it yields is well-formed', async () => {
    const request = await house.fake.hook('{}')
    const anything = fc.jsonValue({ maxDepth: 4 })
    const members = fc.dictionary(
      fc.constantFrom(
        'type',
        'subtype',
        'channel',
        'ts',
        'user',
        'text',
        'files',
        'message',
        'previous_message',
        'deleted_ts',
        'item',
        'reaction',
        'edited',
        'blocks',
        'thread_ts',
      ),
      fc.oneof(
        anything,
        fc.constantFrom(
          'message',
          'message_changed',
          'message_deleted',
          'reaction_added',
          'C1',
          '1790000000.000100',
        ),
      ),
    )
    fc.assert(
      fc.property(fc.oneof(anything, members), (event) => {
        const body = new TextEncoder().encode(
          JSON.stringify({ type: 'event_callback', team_id: TEAM.id, event }),
        )
        parse({ ...request, body })
        parse({ ...request, body: new TextEncoder().encode(JSON.stringify(event)) })
      }),
      { numRuns: 500 },
    )
  })
})
