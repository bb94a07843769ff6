import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ChannelEvent } from '@switchboard/shared-types/channel-event'
import { parseInteraction } from './interactions.ts'
import { connectedBot, signed } from './testing/server.ts'

const bot = await connectedBot()
const user = { id: '700700', username: 'ann', global_name: 'Ann Lee' }

function interaction(type: number, data: object, more: object = {}) {
  const channel = { id: '500001', type: 0, name: 'general' }
  return {
    id: bot.fake.snowflake(),
    type,
    token: 't',
    version: 1,
    channel,
    guild_id: '800800',
    member: { user },
    data,
    ...more,
  }
}

async function parse(payload: unknown) {
  const parsed = parseInteraction(await signed(bot, payload), bot.account)
  for (const event of parsed.events) expect(ChannelEvent.safeParse(event).error).toBeUndefined()
  return parsed
}

describe('an interaction', () => {
  it('with a command becomes a message, answered so that its person alone sees it', async () => {
    const options = [
      {
        name: 'about',
        options: [
          { name: 'what', value: 'prices' },
          { name: 'n', value: 3 },
        ],
      },
    ]
    const payload = interaction(2, { name: 'ask', options })
    const { events, answer, unreadable } = await parse(payload)
    expect(unreadable).toEqual([])
    expect(events).toMatchObject([
      {
        type: 'message',
        eventId: payload.id,
        key: payload.id,
        at: new Date(bot.clock.now()).toISOString(),
        thread: {
          key: '500001',
          kind: 'group',
          title: '#general',
          url: 'https://discord.com/channels/800800/500001',
        },
        author: { key: '700700', name: 'Ann Lee', handle: '@ann', self: false },
        text: '/ask about what:prices n:3',
      },
    ])
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } })
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({ type: 4, data: { flags: 64 } })
  })

  it('in a direct talk is in the thread of its person', async () => {
    const direct = { channel: { id: '500009', type: 1 }, guild_id: undefined, member: undefined, user }
    const { events } = await parse(interaction(2, { name: 'hello' }, direct))
    expect(events).toMatchObject([
      { thread: { kind: 'direct', title: 'Ann Lee', url: 'https://discord.com/channels/@me/500009' } },
    ])
  })

  it('with a button, a choice or a form becomes what was chosen or written', async () => {
    const form = [
      { type: 1, components: [{ type: 4, custom_id: 'a', value: 'one' }] },
      { type: 18, component: { type: 3, custom_id: 'b', values: ['two', 'three'] } },
    ]
    const said = [
      await parse(interaction(3, { custom_id: 'yes' })),
      await parse(interaction(3, { custom_id: 'colour', values: ['red'] })),
      await parse(interaction(5, { custom_id: 'form', components: form })),
    ].flatMap(({ events }) => events.map((event) => (event.type === 'message' ? event.text : '')))
    expect(said).toEqual(['yes', 'colour: red', 'one\ntwo\nthree'])
  })

  it('brings its files', async () => {
    const url = 'https://cdn.discordapp.com/ephemeral-attachments/1/2/a.png?ex=1'
    const file = { id: '5', filename: 'a.png', content_type: 'image/png', size: 9, url }
    const { events } = await parse(interaction(2, { name: 'file', resolved: { attachments: { 5: file } } }))
    expect(events).toMatchObject([{ attachments: [{ ref: url, name: 'a.png', type: 'image/png', size: 9 }] }])
  })

  it('that only completes what is being typed is no message', async () => {
    const { events, unreadable, answer } = await parse(interaction(4, { name: 'ask' }))
    expect([events, unreadable]).toEqual([[], []])
    expect(JSON.parse(answer?.body ?? '')).toEqual({ type: 8, data: { choices: [] } })
  })

  it('that is a webhook event is kept for inspection and answered 204', async () => {
    const event = { version: 1, application_id: '2', type: 1, event: { type: 'ENTITLEMENT_CREATE' } }
    const { events, unreadable, answer } = await parse(event)
    expect(events).toEqual([])
    expect(unreadable).toMatchObject([{ body: JSON.stringify(event) }])
    expect(answer).toMatchObject({ status: 204, body: '' })
  })
})

describe('reading an interaction', () => {
  const nearly = fc
    .tuple(
      fc.integer({ min: 0, max: 6 }),
      fc.jsonValue(),
      fc.constantFrom('id', 'channel', 'member', 'data', 'x'),
    )
    .map(([type, value, name]) =>
      Object.assign(interaction(type, { name: 'x', options: value }), { [name]: value }),
    )

  it('never throws: it is a message of the house’s form, or is kept, or wants nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), nearly), (payload) => {
        const body = new TextEncoder().encode(JSON.stringify(payload))
        const request = { method: 'POST', url: 'https://house.example/', headers: {}, body }
        const { events, unreadable, answer } = parseInteraction(request, bot.account)
        expect(events.length + unreadable.length).toBeLessThanOrEqual(1)
        expect(answer).toBeDefined()
        for (const event of events) expect(ChannelEvent.safeParse(event).error).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })

  it('bears any bytes, and options nested without end', () => {
    const nested = `{"name":"a","options":[`.repeat(20_000) + `]}`.repeat(20_000)
    const deep = JSON.stringify(interaction(2, {})).replace('"data":{}', `"data":${nested}`)
    for (const body of [new Uint8Array([0xff, 0xfe]), new TextEncoder().encode(deep)]) {
      const request = { method: 'POST', url: 'https://house.example/', headers: {}, body }
      const { events, unreadable } = parseInteraction(request, bot.account)
      expect(events.length + unreadable.length).toBe(1)
    }
  })
})
