import { describe, expect, it } from 'vitest'
import { env } from 'cloudflare:workers'
import type { ChannelEvent } from '@switchboard/shared-types/channel-event'
import { getStub } from '@switchboard/shared-types/door'
import { conversationIdOf } from '@switchboard/shared-types/ids'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { edited, everything, minute, reacted, said, saidBetween, settle } from '../testing/events.ts'
import { codeOf, Talk, THREAD, valueOf } from '../testing/talk.ts'

const OTHER = { ...THREAD, key: 't2' }

/** A second conversation of the same channel and person. */
async function withOther(): Promise<{ talk: Talk; other: ConversationId }> {
  const talk = await Talk.open(null)
  const other = await conversationIdOf(talk.channel, OTHER.key)
  await talk.bring(...saidBetween(1, 3))
  return { talk, other }
}

async function bringTo(talk: Talk, id: ConversationId, ...events: readonly ChannelEvent[]): Promise<void> {
  const batch = { owner: talk.owner, channel: talk.channel, channelKind: 'webhook', events } as const
  valueOf(await getStub(env.CONVERSATION, id).receive(id, talk.trace, batch))
}

async function textsOf(talk: Talk, id?: ConversationId): Promise<string[]> {
  return (await everything(talk, id)).map(({ text }) => text)
}

async function splitAt(talk: Talk, no: number, title?: string): Promise<ConversationId> {
  const message = (await everything(talk)).find(({ text }) => text === `Message ${no}`)
  if (message === undefined) throw new Error(`there is no message ${no}`)
  const input = title === undefined ? { from: message.id } : { from: message.id, title }
  return valueOf(await talk.stub.split(...talk.at, input)).conversation
}

describe('a merge', () => {
  it('brings every message over with all that belongs to it, and the other one points here', async () => {
    const { talk, other } = await withOther()
    const thread = OTHER
    await bringTo(talk, other, said(11, { thread }), said(12, { thread, replyTo: 'm11' }))
    await bringTo(talk, other, edited(11, 'Changed', { thread }), reacted(12, ['👍'], { thread }))
    const draft = valueOf(
      await getStub(env.CONVERSATION, other).newDraft(other, talk.trace, talk.owner, {
        text: 'Soon',
        attachments: [],
      }),
    )
    const before = await everything(talk, other)
    valueOf(await talk.stub.merge(...talk.at, other))
    await settle([talk.id, other])
    const after = await everything(talk)
    for (const [at, message] of before.entries()) {
      const { conversationId: _, episode: __, ...kept } = message
      expect(after[3 + at]).toMatchObject(kept)
    }
    expect(after).toHaveLength(5)
    expect(after.every(({ conversationId }) => conversationId === talk.id)).toBe(true)
    expect(await everything(talk, other)).toEqual([])
    const gone = valueOf(await getStub(env.CONVERSATION, other).conversation(other, talk.trace, talk.owner))
    expect(gone).toMatchObject({ mergedInto: talk.id, messages: 0, drafts: [] })
    const whole = valueOf(await talk.stub.conversation(...talk.at))
    expect(whole).toMatchObject({ messages: 5, threads: [{ key: 't1' }, { key: 't2' }] })
    expect(whole.drafts).toEqual([draft])
  })

  it('takes along what comes later, and changes nothing where it is asked for again', async () => {
    const { talk, other } = await withOther()
    const thread = OTHER
    await bringTo(talk, other, said(11, { thread }))
    valueOf(await talk.stub.merge(...talk.at, other))
    await bringTo(talk, other, said(11, { thread }), said(12, { thread }), edited(11, 'Changed', { thread }))
    valueOf(await talk.stub.merge(...talk.at, other))
    await settle([talk.id, other])
    await bringTo(talk, other, said(11, { thread }), said(12, { thread }))
    await settle([talk.id, other])
    expect(await textsOf(talk)).toEqual(['Message 1', 'Message 2', 'Message 3', 'Changed', 'Message 12'])
  })

  it('is refused with itself, into one that was merged, and of one that went elsewhere', async () => {
    const { talk, other } = await withOther()
    await bringTo(talk, other, said(11, { thread: OTHER }))
    const third = await conversationIdOf(talk.channel, 't3')
    await bringTo(talk, third, said(21, { thread: { ...THREAD, key: 't3' } }))
    expect(codeOf(await talk.stub.merge(...talk.at, talk.id))).toBe('conversation.same')
    valueOf(await talk.stub.merge(...talk.at, other))
    const ask = (into: ConversationId, from: ConversationId) =>
      getStub(env.CONVERSATION, into).merge(into, talk.trace, talk.owner, from)
    expect(codeOf(await ask(third, other))).toBe('conversation.merged')
    expect(codeOf(await ask(other, third))).toBe('conversation.merged')
    const noted = await getStub(env.CONVERSATION, other).note(other, talk.trace, talk.owner, { text: 'late' })
    expect(codeOf(noted)).toBe('conversation.not_found')
  })

  it('in both directions at once is one of them at most', async () => {
    const { talk, other } = await withOther()
    await bringTo(talk, other, said(11, { thread: OTHER }))
    await Promise.all([
      talk.stub.merge(...talk.at, other),
      getStub(env.CONVERSATION, other).merge(other, talk.trace, talk.owner, talk.id),
    ])
    await settle([talk.id, other])
    expect([...(await everything(talk)), ...(await everything(talk, other))]).toHaveLength(4)
  })
})

describe('a split', () => {
  it('takes a message and those after it out into a conversation of their own, and what is new with them', async () => {
    const { talk } = await withOther()
    const apart = await splitAt(talk, 2, 'The other matter')
    await talk.bring(said(4), edited(3, 'Changed'), edited(1, 'First'), said(2))
    await settle([talk.id, apart])
    expect(await textsOf(talk)).toEqual(['First'])
    expect(await textsOf(talk, apart)).toEqual(['Message 2', 'Changed', 'Message 4'])
    const shown = valueOf(await getStub(env.CONVERSATION, apart).conversation(apart, talk.trace, talk.owner))
    expect(shown).toMatchObject({ title: 'The other matter', messages: 3, threads: [{ key: THREAD.key }] })
  })

  it('leaves the messages of other threads and notes where they are', async () => {
    const { talk, other } = await withOther()
    await bringTo(talk, other, said(11, { thread: OTHER }))
    valueOf(await talk.stub.merge(...talk.at, other))
    valueOf(await talk.stub.note(...talk.at, { text: 'A note' }))
    await settle([talk.id, other])
    const apart = await splitAt(talk, 1)
    await settle([talk.id, other, apart])
    expect(await textsOf(talk)).toEqual(['Message 11', 'A note'])
    expect(await textsOf(talk, apart)).toEqual(['Message 1', 'Message 2', 'Message 3'])
  })

  it('comes back with all that was said since, and new messages stay here again', async () => {
    const { talk } = await withOther()
    const apart = await splitAt(talk, 2)
    await talk.bring(said(4))
    await settle([talk.id, apart])
    valueOf(await talk.stub.merge(...talk.at, apart))
    await settle([talk.id, apart])
    await talk.bring(said(5), said(2), said(4))
    await settle([talk.id, apart])
    expect(await textsOf(talk)).toEqual([1, 2, 3, 4, 5].map((no) => `Message ${no}`))
    expect(await everything(talk, apart)).toEqual([])
  })

  it('of a message that is not here is refused', async () => {
    const { talk } = await withOther()
    expect(codeOf(await talk.stub.split(...talk.at, { from: `msg_${'0'.repeat(26)}` }))).toBe(
      'message.not_found',
    )
  })
})

describe('a thread that goes on under another name', () => {
  it('stays the same talk, whichever of the two is heard of first', async () => {
    const { talk, other } = await withOther()
    const moved = { type: 'thread-moved', eventId: 'move', thread: THREAD, at: minute(5), to: OTHER } as const
    await bringTo(talk, other, said(11, { thread: OTHER }))
    await talk.bring(moved, moved)
    await settle([talk.id, other])
    await bringTo(talk, other, said(12, { thread: OTHER }))
    await settle([talk.id, other])
    expect(await textsOf(talk)).toEqual(['Message 1', 'Message 2', 'Message 3', 'Message 11', 'Message 12'])
    expect(await everything(talk, other)).toEqual([])
  })
})
