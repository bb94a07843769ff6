import type { Message, Update } from '@grammyjs/types'
import { describe, expect, it } from 'vitest'
import { ChannelEvent } from '@switchboard/shared-types/channel-event'
import { parseRequest, parseUpdates } from './parse.ts'
import { ANN, connectedBot, FORUM, GROUP, hookRequest, NEWS, TEAM } from './testing/chat.ts'
import { emoji } from './testing/methods.ts'

const { fake, account } = await connectedBot('hook')

function read(...updates: unknown[]) {
  const parsed = parseUpdates(updates, account)
  for (const event of parsed.events) expect(ChannelEvent.safeParse(event).error).toBeUndefined()
  return parsed
}

function readOne(update: unknown) {
  const { events, unreadable } = read(update)
  expect(unreadable).toEqual([])
  expect(events).toHaveLength(1)
  return events[0]
}

const from = { id: 7, is_bot: false, first_name: 'Ann', last_name: 'Lee', username: 'ann' }
const file = { file_id: 'f1', file_unique_id: 'u1', file_size: 12 }
const sized = { ...file, width: 1, height: 1 }

describe('a message', () => {
  it('becomes an event with its author, thread, time and the number of its update', () => {
    const update = fake.say(ANN, { text: 'Good morning' })
    expect(readOne(update)).toMatchObject({
      type: 'message',
      eventId: String(update.update_id),
      key: String(update.message?.message_id),
      thread: { key: '7', kind: 'direct', title: 'Ann', url: 'https://t.me/ann' },
      at: '2026-11-02T10:00:00.000Z',
      author: { key: '7', name: 'Ann Lee', handle: '@ann', self: false, bot: false },
      text: 'Good morning',
      html: null,
      nature: 'ordinary',
    })
  })

  it('comes through a hook as it comes through a poll', async () => {
    const update = fake.say(ANN, { text: 'é 👋' })
    const request = await hookRequest(fake.webhook.request(update))
    expect(parseRequest(request, account)).toEqual(parseUpdates([update], account))
  })

  it('keeps the addresses of its links, counted in UTF-16', () => {
    const entities: Message['entities'] = [
      { type: 'text_link', offset: 3, length: 4, url: 'https://example.org/a' },
      { type: 'bold', offset: 0, length: 2 },
      { type: 'text_link', offset: 8, length: 4, url: 'https://example.org/b' },
    ]
    expect(readOne(fake.say(ANN, { text: '👋 here and', entities }))).toMatchObject({
      text: '👋 here (https://example.org/a) and (https://example.org/b)',
    })
  })

  it('is in the thread of its topic, and the general topic in that of the chat', () => {
    const topic = { message_thread_id: 77, is_topic_message: true }
    expect(readOne(fake.say(FORUM, { text: 'a', ...topic }))).toMatchObject({
      thread: { key: `${FORUM.id}/77`, kind: 'group', title: null },
    })
    expect(readOne(fake.say(FORUM, { text: 'b' }))).toMatchObject({
      thread: { key: String(FORUM.id), title: 'Forum' },
    })
    const opened = fake.say(FORUM, { ...topic, forum_topic_created: { name: 'Bugs', icon_color: 0x6fb9f0 } })
    expect(readOne(opened)).toMatchObject({
      thread: { key: `${FORUM.id}/77`, title: 'Forum › Bugs' },
      text: 'The topic “Bugs” was opened.',
      nature: 'auto',
    })
  })

  it('replies to no message where it replies to the beginning of its topic', () => {
    const topic = { message_thread_id: 77, is_topic_message: true }
    const replying = (message_id: number): unknown => {
      const { update_id, message } = fake.say(FORUM, { text: 'a', ...topic })
      const reply_to_message = { message_id, date: 1, chat: FORUM }
      return { update_id, message: { ...message, reply_to_message } }
    }
    expect(readOne(replying(77))).toMatchObject({ replyTo: null })
    expect(readOne(replying(78))).toMatchObject({ replyTo: '78' })
  })

  it('of a reply thread in a group without topics is in the thread of the group', () => {
    expect(readOne(fake.say(TEAM, { text: 'a', message_thread_id: 5 }))).toMatchObject({
      thread: { key: String(TEAM.id) },
    })
  })

  it('of a channel has the channel as its author', () => {
    expect(readOne(fake.say(NEWS, { text: 'News!', sender_chat: NEWS }))).toMatchObject({
      thread: { kind: 'post', url: 'https://t.me/news' },
      author: { key: String(NEWS.id), name: 'News', handle: '@news', bot: false },
    })
  })

  it('of a bot is marked as such, and one of ours as our own', () => {
    expect(readOne(fake.say(TEAM, { text: 'a', from: fake.me }))).toMatchObject({
      author: { bot: true, self: true },
    })
  })

  it('carries the key of its media group, so that several are one', () => {
    const photo = [
      { ...sized, file_id: 'small' },
      { ...sized, file_id: 'large' },
    ]
    const group = [1, 2].map((n) =>
      readOne(fake.say(ANN, { photo, media_group_id: 'g9', ...(n === 1 ? { caption: 'Holiday' } : {}) })),
    )
    expect(group).toMatchObject([
      { groupKey: 'g9', text: 'Holiday', attachments: [{ name: 'photo.jpg', type: 'image/jpeg', size: 12 }] },
      { groupKey: 'g9', text: '' },
    ])
    expect(group[0]).toMatchObject({ attachments: [{ ref: 'large image/jpeg' }] })
  })

  it.each<[string, Partial<Message>, object]>([
    [
      'document',
      { document: { ...file, file_name: 'a.pdf', mime_type: 'application/pdf' } },
      { name: 'a.pdf' },
    ],
    ['voice', { voice: { ...file, duration: 1 } }, { name: 'voice.ogg', type: 'audio/ogg' }],
    ['audio', { audio: { ...file, duration: 1 } }, { type: 'audio/mpeg' }],
    ['video', { video: { ...file, duration: 1, width: 1, height: 1 } }, { type: 'video/mp4' }],
    ['video note', { video_note: { ...file, duration: 1, length: 1 } }, { type: 'video/mp4' }],
  ])('with a %s has it as an attachment', (_, said, attachment) => {
    expect(readOne(fake.say(ANN, said))).toMatchObject({ attachments: [attachment] })
  })

  it('with an animation has it once, though it comes as a document too', () => {
    const animation = { ...file, duration: 1, width: 1, height: 1 }
    const event = readOne(fake.say(ANN, { animation, document: file }))
    expect(event).toMatchObject({ attachments: [{ type: 'video/mp4' }] })
  })

  it.each<[string, Partial<Message>, string]>([
    ['location', { location: { latitude: 52.5, longitude: 13.4 } }, 'Location: 52.5, 13.4'],
    ['contact', { contact: { phone_number: '+1', first_name: 'Bo', last_name: 'Y' } }, 'Contact: Bo Y, +1'],
    ['dice', { dice: { emoji: '🎲', value: 4 } }, '🎲 4'],
    ['new members', { new_chat_members: [from] }, 'Ann Lee joined.'],
    ['leaving', { left_chat_member: from }, 'Ann Lee left.'],
    ['a title', { new_chat_title: 'Crew' }, 'The chat is now called “Crew”.'],
    ['a new photo', { delete_chat_photo: true }, 'The photo of the chat was taken away.'],
  ])('that tells of %s says so in words', (_, said, text) => {
    expect(readOne(fake.say(GROUP, said))).toMatchObject({ text, attachments: [] })
  })
})

describe('what happens to a message', () => {
  it('is an edit under its own number, with the time of the edit', () => {
    const { message } = fake.say(ANN, { text: 'before' })
    if (message === undefined) throw new Error('no message')
    const update = fake.happen({
      edited_message: { ...message, from, text: 'after', edit_date: message.date + 60 },
    })
    expect(readOne(update)).toMatchObject({
      type: 'edit',
      eventId: String(update.update_id),
      key: String(message.message_id),
      at: '2026-11-02T10:01:00.000Z',
      text: 'after',
    })
  })

  it('is a reaction with all that the person has set now', () => {
    const date = 1_790_000_000
    const reaction = { chat: ANN, message_id: 3, user: from, date, old_reaction: [] }
    expect(
      readOne(fake.happen({ message_reaction: { ...reaction, new_reaction: emoji('👍') } })),
    ).toMatchObject({ type: 'reaction', key: '3', author: { key: '7' }, reactions: ['👍'] })
    expect(readOne(fake.happen({ message_reaction: { ...reaction, new_reaction: [] } }))).toMatchObject({
      reactions: [],
    })
  })

  it('is kept for inspection where a reaction is in a forum, whose topic Telegram does not tell', () => {
    const happened = { chat: FORUM, message_id: 3, user: from, date: 1, old_reaction: [] }
    const { events, unreadable } = read(
      fake.happen({ message_reaction: { ...happened, new_reaction: emoji('👍') } }),
    )
    expect(events).toEqual([])
    expect(unreadable).toMatchObject([{ reason: 'Telegram does not say in which topic the reaction is.' }])
  })
})

describe('a chat', () => {
  it('that becomes a supergroup moves its thread, once, though both sides tell of it', async () => {
    const bot = await connectedBot('hook')
    bot.fake.upgrade(GROUP, TEAM)
    const events: ChannelEvent[] = []
    await bot.fake.deliver(async (request) => {
      events.push(...parseRequest(await hookRequest(request), bot.account).events)
      return new Response()
    })
    expect(events).toMatchObject([
      { type: 'thread-moved', thread: { key: String(GROUP.id) }, to: { key: String(TEAM.id) } },
      { type: 'thread-moved', thread: { key: String(GROUP.id) }, to: { key: String(TEAM.id) } },
    ])
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(1)
  })

  it('that blocks the bot says so, as no message to be answered', () => {
    const user = fake.me
    const member = {
      chat: ANN,
      from,
      date: 1_790_000_000,
      old_chat_member: { status: 'member' as const, user },
    }
    const blocked = { ...member, new_chat_member: { status: 'kicked' as const, user, until_date: 0 } }
    expect(readOne(fake.happen({ my_chat_member: blocked }))).toMatchObject({
      type: 'message',
      text: 'Blocked the bot.',
      nature: 'auto',
    })
  })
})

describe('updates', () => {
  it('that come out of order are sorted by their numbers', () => {
    const updates = [1, 2, 3].map((n) => fake.say(ANN, { text: `${n}` }))
    expect(read(...updates.toReversed()).events.map(({ eventId }) => eventId)).toEqual(
      updates.map(({ update_id: id }) => String(id)),
    )
  })

  it('of a kind that is not known are kept as they came', () => {
    const poll_answer = { poll_id: 'p', option_ids: [1], option_persistent_ids: [] }
    const update: Update = { update_id: 5, poll_answer }
    expect(read(update)).toEqual({
      events: [],
      unreadable: [{ reason: 'This kind of update is not known.', body: JSON.stringify(update) }],
    })
  })

  it('with a message of a kind that is not known are kept as they came', () => {
    const said: Partial<Message> = { giveaway_created: {} }
    expect(read(fake.say(GROUP, said)).unreadable).toHaveLength(1)
  })
})
