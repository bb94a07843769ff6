import { describe, expect, it } from 'vitest'
import { newId } from '@switchboard/shared-types/ids'
import {
  arrivedAt,
  conversationList,
  minute,
  newTalk,
  snapshotOf,
  summaryIn,
  tell,
  triage,
} from '../testing/conversations.ts'
import { evict, inboxStub, newInboxId, trace } from '../testing/house.ts'

describe('a snapshot of a conversation', () => {
  it('that comes twice, or after a newer one, changes nothing, also after an eviction', async () => {
    const [id, talk] = [newInboxId(), newTalk()]
    await tell(id, snapshotOf(talk, 2, { summary: { title: 'new' } }))
    await evict(id)
    await tell(id, snapshotOf(talk, 1, { summary: { title: 'old' } }))
    await tell(id, snapshotOf(talk, 2, { summary: { title: 'other' } }))
    expect(await summaryIn(id, talk)).toMatchObject({ title: 'new', unread: 2 })
    expect((await conversationList(id)).conversations).toHaveLength(1)
  })

  it('replaces what the conversation said and keeps what the person decided', async () => {
    const [id, talk] = [newInboxId(), newTalk()]
    await tell(id, snapshotOf(talk, 1, { summary: { priority: 'low', priorityReason: 'a greeting' } }))
    await triage(id, [talk], { addLabels: ['friends'], priority: 'urgent', muted: true, read: true })
    await tell(id, snapshotOf(talk, 2, { summary: { title: 'Other', priority: 'low' }, received: 1 }))
    expect(await summaryIn(id, talk)).toMatchObject({
      title: 'Other',
      labels: ['friends'],
      priority: 'urgent',
      priorityReason: null,
      muted: true,
      unread: 0,
    })
    await triage(id, [talk], { priority: null })
    expect(await summaryIn(id, talk)).toMatchObject({ priority: 'low' })
  })

  it('counts as unread what came in since the person read', async () => {
    const [id, talk] = [newInboxId(), newTalk()]
    await tell(id, snapshotOf(talk, 3))
    expect(await summaryIn(id, talk)).toMatchObject({ unread: 3 })
    await triage(id, [talk], { read: true })
    await tell(id, snapshotOf(talk, 5))
    expect(await summaryIn(id, talk)).toMatchObject({ unread: 2 })
    await triage(id, [talk], { read: true })
    await triage(id, [talk], { read: false })
    expect(await summaryIn(id, talk)).toMatchObject({ unread: 1 })
  })

  it('brings an archived or snoozed conversation back where somebody wrote, unless it is muted', async () => {
    const id = newInboxId()
    const [archived, snoozed, muted] = [newTalk(), newTalk(), newTalk()]
    for (const talk of [archived, snoozed, muted]) await tell(id, snapshotOf(talk, 1))
    await triage(id, [archived], { archived: true })
    await triage(id, [snoozed], { snoozedUntil: '2100-01-01T00:00:00.000Z' })
    await triage(id, [muted], { archived: true, muted: true })
    // An answer of one's own is nothing new.
    for (const talk of [archived, snoozed, muted]) {
      await tell(id, snapshotOf(talk, 2, { received: 1, summary: { lastDirection: 'out' } }))
    }
    expect(await summaryIn(id, archived)).toMatchObject({ archived: true })
    expect(await summaryIn(id, snoozed)).toMatchObject({ snoozedUntil: '2100-01-01T00:00:00.000Z' })
    for (const talk of [archived, snoozed, muted]) await tell(id, snapshotOf(talk, 3, { received: 2 }))
    expect(await summaryIn(id, archived)).toMatchObject({ archived: false })
    expect(await summaryIn(id, snoozed)).toMatchObject({ snoozedUntil: null })
    expect(await summaryIn(id, muted)).toMatchObject({ archived: true, unread: 2 })
  })

  it('of one that went into another hides it, and what was unread in it is unread there', async () => {
    const id = newInboxId()
    const [from, into] = [newTalk(), newTalk()]
    await tell(id, snapshotOf(from, 3))
    await tell(id, snapshotOf(into, 5))
    await triage(id, [into], { read: true })
    const merged = snapshotOf(from, 4, { received: 3, mergedInto: into.id })
    for (const snapshot of [merged, merged]) await tell(id, snapshot)
    expect((await conversationList(id)).conversations).toMatchObject([{ id: into.id, unread: 3 }])
    const gone = await inboxStub(id).summaryOf(id, trace, from.id)
    expect(gone).toMatchObject({ error: { code: 'conversation.not_found' } })
    expect(await triage(id, [from], { archived: true })).toBe(0)
  })
})

describe('sorting conversations', () => {
  it('changes many at once, says how many differ, and passes over what is not there', async () => {
    const id = newInboxId()
    const talks = [newTalk(), newTalk(), newTalk()]
    for (const talk of talks) await tell(id, snapshotOf(talk, 1))
    expect(await triage(id, [...talks, newTalk()], { archived: true, addLabels: ['b', 'a'] })).toBe(3)
    expect(await triage(id, talks, { archived: true, addLabels: ['a'] })).toBe(0)
    await triage(id, talks, { removeLabels: ['b', 'c'] })
    const { conversations } = await conversationList(id, { view: 'archived' })
    expect(conversations.map(({ labels }) => labels)).toEqual([['a'], ['a'], ['a']])
  })

  it('of another inbox’s conversations changes nothing', async () => {
    const [mine, theirs, talk] = [newInboxId(), newInboxId(), newTalk()]
    await tell(theirs, snapshotOf(talk, 1))
    expect(await triage(mine, [talk], { archived: true })).toBe(0)
    expect(await summaryIn(theirs, talk)).toMatchObject({ archived: false })
    expect(await conversationList(mine)).toEqual({ conversations: [], nextCursor: null })
  })

  it('archives without leaving anything snoozed', async () => {
    const [id, talk] = [newInboxId(), newTalk()]
    await tell(id, snapshotOf(talk, 1))
    await triage(id, [talk], { snoozedUntil: '2100-01-01T00:00:00Z' })
    await triage(id, [talk], { archived: true })
    expect(await summaryIn(id, talk)).toMatchObject({ archived: true, snoozedUntil: null })
  })
})

describe('what an inbox counts', () => {
  it('are the conversations of the views, through every act and after an eviction', async () => {
    const id = newInboxId()
    const [waiting, read, muted] = [newTalk(), newTalk(), newTalk()]
    const counted = async () => (await inboxStub(id).counts(id, trace)).conversations
    const listed = async () => ({
      unread: (await conversationList(id, { view: 'unread' })).conversations.length,
      answer: (await conversationList(id, { view: 'answer' })).conversations.length,
    })
    const acts = [
      () => tell(id, snapshotOf(waiting, 1, { summary: { answerExpected: true } })),
      () => tell(id, snapshotOf(read, 1)),
      () => tell(id, snapshotOf(muted, 1, { arrived: [arrivedAt(muted, 1)] })),
      () => triage(id, [muted], { muted: true }),
      () => triage(id, [read], { read: true }),
      () => triage(id, [waiting], { snoozedUntil: minute(10) }),
      () => tell(id, snapshotOf(waiting, 2, { summary: { answerExpected: true } })),
      () => tell(id, snapshotOf(read, 2, { mergedInto: newId('cnv') })),
    ]
    for (const act of acts) {
      await act()
      expect(await counted()).toEqual(await listed())
    }
    await evict(id)
    expect(await counted()).toEqual({ unread: 1, answer: 1 })
  })
})
