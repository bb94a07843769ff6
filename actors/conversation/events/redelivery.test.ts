import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deleted, edited, everything, minute, reacted, said, saidBetween } from '../testing/events.ts'
import { Talk, THREAD } from '../testing/talk.ts'

describe('what a channel brings', () => {
  it('twice, at the same moment, in another batch and after an eviction is there once', async () => {
    const talk = await Talk.open(null)
    await Promise.all([talk.bring(said(1), said(2)), talk.bring(said(2), said(1)), talk.bring(said(1))])
    await talk.bring(said(2), said(2), said(3))
    await talk.evict()
    await talk.bring(said(3), said(1))
    expect((await talk.messages()).map(({ text }) => text)).toEqual(['Message 1', 'Message 2', 'Message 3'])
  })

  it('under another event id is the same message where its key is', async () => {
    const talk = await Talk.open(null)
    await talk.bring(said(1), said(1, { eventId: 'seen by polling' }))
    expect(await talk.messages()).toHaveLength(1)
  })

  it('late stands where its time says, with its page', async () => {
    const talk = await Talk.open(null)
    await talk.bring(said(1), said(4))
    await talk.bring(said(3), said(2))
    expect((await talk.messages()).map(({ text }) => text)).toEqual([1, 2, 3, 4].map((no) => `Message ${no}`))
  })

  it('in the same millisecond keeps the order in which it came', async () => {
    const talk = await Talk.open(null)
    const at = minute(1)
    await talk.bring(...[7, 3, 9].map((no) => said(no, { at })))
    expect((await talk.messages()).map(({ text }) => text)).toEqual(['Message 7', 'Message 3', 'Message 9'])
  })

  it('from a clock that runs far ahead is filed under its arrival, so that it does not stay on top', async () => {
    const talk = await Talk.open(null)
    await talk.bring(said(1, { at: '2999-01-01T00:00:00.000Z' }))
    const [message] = await talk.messages()
    expect(Date.parse(message?.at ?? '')).toBeLessThanOrEqual(Date.now())
  })
})

describe('a later event', () => {
  it('changes, deletes and adds reactions, each once', async () => {
    const talk = await Talk.open(null)
    await talk.bring(said(1), edited(1, 'Better'), reacted(1, ['👍']))
    await talk.bring(edited(1, 'Better'), reacted(1, ['👍']))
    expect((await talk.messages())[0]).toMatchObject({
      text: 'Better',
      editedAt: minute(1_001),
      reactions: [{ emoji: '👍', by: ['Ana'], mine: false }],
    })
    await talk.bring(deleted(1), edited(1, 'Back again', { at: minute(9_000) }))
    expect((await talk.messages())[0]).toMatchObject({
      text: '',
      html: null,
      deletedAt: minute(2_001),
      reactions: [],
    })
  })

  it('that is older than what is known changes nothing', async () => {
    const talk = await Talk.open(null)
    await talk.bring(said(1), edited(1, 'Newest', { at: minute(50) }), edited(1, 'Older', { at: minute(40) }))
    await talk.bring(reacted(1, ['🎉'], { at: minute(50) }), reacted(1, ['👎'], { at: minute(40) }))
    expect((await talk.messages())[0]).toMatchObject({ text: 'Newest', reactions: [{ emoji: '🎉' }] })
  })

  it('waits for its message where it comes before it', async () => {
    const talk = await Talk.open(null)
    await talk.bring(edited(1, 'Changed at once'), reacted(1, ['👍']), deleted(2))
    expect(await talk.messages()).toEqual([])
    await talk.evict()
    await talk.bring(said(1), said(2))
    expect(await talk.messages()).toMatchObject([
      { text: 'Changed at once', reactions: [{ emoji: '👍' }] },
      { text: '', deletedAt: minute(2_002) },
    ])
    expect(await talk.rows('SELECT * FROM early_events')).toEqual([])
  })

  it('comes to the same in whatever order and however often it comes', async () => {
    const events = [
      said(1),
      edited(1, 'a', { at: minute(10) }),
      edited(1, 'b', { at: minute(20) }),
      reacted(1, ['x']),
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...events, ...events], { minLength: 8 }),
        fc.nat(7),
        async (order, cut) => {
          const talk = await Talk.open(null)
          await talk.bring(...order.slice(0, cut))
          if (cut % 2 === 1) await talk.evict()
          await talk.bring(...order.slice(cut))
          expect(await talk.messages()).toMatchObject([
            { text: 'b', editedAt: minute(20), reactions: [{ emoji: 'x', by: ['Ana'] }] },
          ])
        },
      ),
      { numRuns: 15 },
    )
  })
})

describe('messages that belong together', () => {
  it('join into one, with the files and the words of all parts, in whatever order and however often', async () => {
    const talk = await Talk.open(null)
    const file = (name: string) => ({ ref: name, name, type: 'image/png', size: 10 })
    const part = (no: number, text: string) =>
      said(no, { groupKey: 'album', text, attachments: [file(`${no}.png`)] })
    await talk.bring(part(2, ''), part(1, 'Our trip'))
    await talk.bring(part(1, 'Our trip'), part(3, ''))
    const [album, ...others] = await talk.messages()
    expect(others).toEqual([])
    expect(album?.text).toBe('Our trip')
    expect(album?.attachments.map(({ name }) => name)).toEqual(['2.png', '1.png', '3.png'])
  })

  it('are answers to what they name, also where that comes later', async () => {
    const talk = await Talk.open(null)
    await talk.bring(said(2, { replyTo: 'm1' }))
    expect((await talk.messages())[0]?.replyTo).toBeNull()
    await talk.bring(said(1))
    expect((await talk.messages())[1]?.replyTo).toMatchObject({ author: 'Ana', snippet: 'Message 1' })
  })
})

describe('a burst of a hundred messages', () => {
  it('is a few snapshots for the inbox, in which each message arrives once', async () => {
    const talk = await Talk.open(null)
    await Promise.all(saidBetween(1, 100).map((event) => talk.bring(event)))
    const told = await talk.rows("SELECT body FROM outbox WHERE kind = 'inbox.conversation'")
    await talk.pass(1_000)
    const [state] = await talk.rows(
      'SELECT version, arrived, received, messages, untold_since FROM conversation',
    )
    expect(state).toMatchObject({ received: 100, messages: 100, arrived: '[]', untold_since: null })
    expect(Number(state?.['version'])).toBeLessThanOrEqual(5)
    expect(told.length).toBeLessThanOrEqual(5)
    expect(await everything(talk)).toHaveLength(100)
  })
})

it('a thread of another channel kind, title or address is learned as it changes', async () => {
  const talk = await Talk.open(null)
  await talk.bring(said(1), said(2, { thread: { ...THREAD, title: 'Renamed', kind: 'group' } }))
  const found = await talk.stub.conversation(...talk.at)
  expect(found).toMatchObject({
    value: { title: 'Renamed', threads: [{ kind: 'group', lastAt: minute(2) }] },
  })
})
