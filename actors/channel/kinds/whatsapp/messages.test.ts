import { beforeEach, describe, expect, it } from 'vitest'
import type { WhatsAppAccount } from './account.ts'
import { parseChecked, WhatsAppHouse } from './testing/account.ts'
import { ADA, BOB, NUMBER_ID } from './testing/fake-meta.ts'

let house: WhatsAppHouse
let account: WhatsAppAccount

beforeEach(async () => {
  house = new WhatsAppHouse()
  account = await house.account()
})

const parseValues = async (values: Record<string, unknown>[], field?: string) =>
  parseChecked(await house.meta.hook(values, field), account)

const adaSays = async (part: Record<string, unknown>) => {
  const contacts = [{ wa_id: ADA.phone, user_id: ADA.id, profile: { name: ADA.name } }]
  return await parseValues([{ contacts, messages: [house.meta.message(ADA, part)] }])
}

describe('a message', () => {
  it('belongs to the thread of its person, whose number may be hidden', async () => {
    expect((await adaSays({ type: 'text', text: { body: 'hi 👋' } })).events).toMatchObject([
      {
        type: 'message',
        text: 'hi 👋',
        thread: { key: ADA.id, kind: 'direct', title: 'Ada', url: 'https://wa.me/16505551234' },
        author: { key: ADA.id, name: 'Ada', handle: '+16505551234', self: false },
      },
    ])
    const contacts = [{ user_id: BOB.id, profile: { name: BOB.name, username: BOB.username } }]
    const messages = [house.meta.message({ id: BOB.id }, { type: 'text', text: { body: 'hidden' } })]
    expect((await parseValues([{ contacts, messages }])).events).toMatchObject([
      { thread: { key: BOB.id, url: null }, author: { key: BOB.id, name: 'Bob', handle: '@bob.b' } },
    ])
  })

  it('without a business-scoped id, as Meta wrote it before, is known by its number', async () => {
    const messages = [house.meta.message({ phone: ADA.phone }, { type: 'text', text: { body: 'x' } })]
    expect((await parseValues([{ messages }])).events).toMatchObject([
      { thread: { key: ADA.phone }, author: { name: ADA.phone } },
    ])
  })

  it('without anybody is kept for inspection', async () => {
    const messages = [house.meta.message({}, { type: 'text', text: { body: 'x' } })]
    expect(await parseValues([{ messages }])).toMatchObject({
      events: [],
      unreadable: [{ reason: 'The message does not say who wrote it.' }],
    })
  })

  it('of a group belongs to the group', async () => {
    const events = (await adaSays({ type: 'text', group_id: 'Y2FwaV9ncm91cDox', text: { body: 'x' } })).events
    expect(events).toMatchObject([
      { thread: { key: 'group:Y2FwaV9ncm91cDox', kind: 'group' }, author: { key: ADA.id } },
    ])
  })

  it.each([
    [
      'image',
      { image: { id: '11', mime_type: 'image/jpeg', caption: 'look' } },
      'look',
      { ref: '11', name: 'image.jpeg', type: 'image/jpeg' },
    ],
    ['video', { video: { id: '12', mime_type: 'video/mp4' } }, '', { ref: '12', name: 'video.mp4' }],
    [
      'audio',
      { audio: { id: '13', mime_type: 'audio/ogg; codecs=opus', voice: true } },
      '',
      { ref: '13', name: 'audio.ogg' },
    ],
    [
      'document',
      { document: { id: '14', mime_type: 'application/pdf', filename: 'a.pdf' } },
      '',
      { ref: '14', name: 'a.pdf' },
    ],
    ['sticker', { sticker: { id: '15', mime_type: 'image/webp' } }, '', { ref: '15', name: 'sticker.webp' }],
  ])('with a file (%s) names it by its id', async (type, part, text, attachment) => {
    expect((await adaSays({ type, ...part })).events).toMatchObject([{ text, attachments: [attachment] }])
  })

  it.each([
    ['button', { button: { text: 'Yes', payload: 'y' } }, 'Yes'],
    [
      'interactive',
      { interactive: { type: 'button_reply', button_reply: { id: 'a', title: 'Later' } } },
      'Later',
    ],
    [
      'interactive',
      { interactive: { type: 'list_reply', list_reply: { id: 'a', title: 'Blue', description: 'dark' } } },
      'Blue\ndark',
    ],
    ['location', { location: { latitude: 52.5, longitude: 13.4, name: 'Berlin' } }, 'Berlin\ngeo:52.5,13.4'],
    [
      'contacts',
      { contacts: [{ name: { formatted_name: 'Eve' }, phones: [{ phone: '+49 1' }] }] },
      'Eve +49 1',
    ],
    [
      'order',
      { order: { product_items: [{ quantity: 2, product_retailer_id: 'tea' }] } },
      'An order:\n2 × tea',
    ],
  ])('of the type %s says what was said', async (type, part, text) => {
    expect((await adaSays({ type, ...part })).events).toMatchObject([
      { type: 'message', text, attachments: [] },
    ])
  })

  it.each(['unsupported', 'unknown', 'request_welcome', 'type_of_tomorrow'])(
    'of the type %s is kept for inspection',
    async (type) => {
      const parsed = await adaSays({ type, errors: [{ code: 131051, title: 'Message type unknown' }] })
      expect(parsed.events).toEqual([])
      expect(parsed.unreadable).toHaveLength(1)
    },
  )

  it('that answers another names it', async () => {
    const events = (await adaSays({ type: 'text', text: { body: 'yes' }, context: { id: 'wamid.OUT1' } }))
      .events
    expect(events).toMatchObject([{ replyTo: 'wamid.OUT1' }])
  })
})

describe('what happens to a message', () => {
  it('is told by reactions (none is an empty one), edits and deletions', async () => {
    expect(
      (await adaSays({ type: 'reaction', reaction: { message_id: 'wamid.1', emoji: '👍' } })).events,
    ).toMatchObject([{ type: 'reaction', key: 'wamid.1', reactions: ['👍'] }])
    expect((await adaSays({ type: 'reaction', reaction: { message_id: 'wamid.1' } })).events).toMatchObject([
      { type: 'reaction', reactions: [] },
    ])
    const edit = { original_message_id: 'wamid.1', message: { type: 'text', text: { body: 'new' } } }
    expect((await adaSays({ type: 'edit', edit })).events).toMatchObject([
      { type: 'edit', key: 'wamid.1', text: 'new' },
    ])
    expect(
      (await adaSays({ type: 'revoke', revoke: { original_message_id: 'wamid.1' } })).events,
    ).toMatchObject([{ type: 'deletion', key: 'wamid.1' }])
  })

  it('that the account wrote in the WhatsApp Business app is its own', async () => {
    const echo = {
      from: '15550783881',
      to: ADA.phone,
      to_user_id: ADA.id,
      id: 'wamid.E',
      timestamp: '1763726400',
      type: 'text',
      text: { body: 'from the app' },
    }
    expect((await parseValues([{ message_echoes: [echo] }], 'smb_message_echoes')).events).toMatchObject([
      {
        type: 'message',
        thread: { key: ADA.id },
        author: { key: NUMBER_ID, self: true },
        text: 'from the app',
      },
    ])
  })

  it('goes on under another id when the person takes another number', async () => {
    const system = { type: 'user_changed_number', wa_id: '12195555358', user_id: 'US.999', body: 'changed' }
    expect((await adaSays({ type: 'system', system })).events).toMatchObject([
      { type: 'thread-moved', thread: { key: ADA.id }, to: { key: 'US.999' } },
    ])
  })
})
