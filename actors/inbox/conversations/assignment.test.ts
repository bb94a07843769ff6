import { describe, expect, it } from 'vitest'
import { groupOfInbox, inboxOf, newId } from '@switchboard/shared-types/ids'
import type { InboxId, PersonId } from '@switchboard/shared-types/ids'
import {
  arrivedAt,
  conversationList,
  newTalk,
  snapshotOf,
  summaryIn,
  tell,
  triage,
} from '../testing/conversations.ts'
import type { Talk } from '../testing/conversations.ts'
import { evict, feedsTold, inboxStub, newInboxId, trace } from '../testing/house.ts'
import { LiveClient } from '../testing/live-client.ts'
import { rowsWritten } from '../testing/rows-written.ts'
import { draft, NOW, setRules } from '../testing/rules.ts'

const ADA = { id: newId('per'), name: 'Ada' }

/** A group's inbox with conversations in it, and a member who can be assigned. */
async function group(talks = 1) {
  const id = newInboxId()
  const all = Array.from({ length: talks }, () => newTalk())
  for (const talk of all) await tell(id, snapshotOf(talk, 1))
  return { id, talks: all, bob: newId('per') }
}

/** Ada assigns, unless somebody else does. */
function assign(id: InboxId, talks: readonly Talk[], assignee: PersonId | null, by = ADA): Promise<number> {
  return triage(id, talks, { assignee }, by)
}

/** What a member was told in their own inbox, once everything that was on the way there has come. */
async function toldTo(person: PersonId, from: InboxId) {
  await feedsTold(from)
  const own = inboxOf(person)
  return await inboxStub(own).notifications(own, trace)
}

describe('assigning a conversation', () => {
  it('says whose it is, who did it and when, live and in lists, also after an eviction', async () => {
    const { id, talks, bob } = await group()
    const [talk] = talks
    if (talk === undefined) throw new Error('no conversation')
    const client = await LiveClient.connect(id)
    await client.hello()
    expect(await assign(id, talks, bob)).toBe(1)
    const given = { assignee: bob, assignedBy: ADA.id }
    const { conversations } = await client.frame('conversations.changed')
    expect(conversations).toMatchObject([given])
    expect(Date.now() - Date.parse(conversations[0]?.assignedAt ?? '')).toBeLessThan(60_000)
    await evict(id)
    await tell(id, snapshotOf(talk, 2))
    expect(await summaryIn(id, talk)).toMatchObject({ ...given, snippet: 'Message 2' })
    expect(await assign(id, talks, null)).toBe(1)
    expect(await summaryIn(id, talk)).toMatchObject({ assignee: null, assignedBy: null, assignedAt: null })
  })

  it('to whom it is assigned already changes nothing, whoever says so', async () => {
    const { id, talks, bob } = await group()
    await assign(id, talks, bob)
    expect(await rowsWritten(id, () => assign(id, talks, bob, { id: bob, name: 'Bob' }))).toBe(0)
    expect((await conversationList(id)).conversations).toMatchObject([{ assignedBy: ADA.id }])
    expect(await toldTo(bob, id)).toHaveLength(1)
  })

  it('stays with what is said when the conversation goes into another, unless that one is somebody’s', async () => {
    const { id, talks, bob } = await group(4)
    const [hers, nobodys, his, into] = talks
    if (!hers || !nobodys || !his || !into) throw new Error('no conversations')
    await assign(id, [hers], ADA.id)
    await assign(id, [his], bob)
    await tell(id, snapshotOf(nobodys, 2, { received: 1, mergedInto: into.id }))
    expect(await summaryIn(id, into)).toMatchObject({ assignee: null, unread: 2 })
    await tell(id, snapshotOf(hers, 2, { received: 1, mergedInto: into.id }))
    expect(await summaryIn(id, into)).toMatchObject({ assignee: ADA.id, assignedBy: ADA.id })
    await tell(id, snapshotOf(his, 2, { received: 1, mergedInto: into.id }))
    expect(await summaryIn(id, into)).toMatchObject({ assignee: ADA.id, unread: 4 })
  })

  it('goes with other changes in one act, of many conversations', async () => {
    const { id, talks, bob } = await group(3)
    expect(await triage(id, talks, { assignee: bob, addLabels: ['order'], read: true }, ADA)).toBe(3)
    const { conversations } = await conversationList(id)
    for (const one of conversations)
      expect(one).toMatchObject({ assignee: bob, labels: ['order'], unread: 0 })
  })

  it('costs the same for everybody, but for the one message that tells of twenty', async () => {
    const { id, talks, bob } = await group(20)
    const own = await rowsWritten(id, () => assign(id, talks, ADA.id))
    await assign(id, talks, null)
    const told = await rowsWritten(id, async () => {
      await assign(id, talks, bob)
      await feedsTold(id)
    })
    expect(told - own).toBeLessThanOrEqual(4)
  })
})

describe('a list', () => {
  it('shows what is somebody’s, or nobody’s, page by page and within a view', async () => {
    const { id, talks, bob } = await group(5)
    await assign(id, talks.slice(0, 3), bob)
    await assign(id, talks.slice(3, 4), ADA.id)
    await triage(id, talks.slice(0, 1), { archived: true })
    const ids = async (query: Parameters<typeof conversationList>[1]) =>
      (await conversationList(id, query)).conversations.map((one) => one.id).toSorted()
    const idsOf = (from: number, to: number): string[] =>
      talks
        .slice(from, to)
        .map((talk) => talk.id)
        .toSorted()
    expect(await ids({ assignee: bob })).toEqual(idsOf(0, 3))
    expect(await ids({ assignee: bob, view: 'open' })).toEqual(idsOf(1, 3))
    expect(await ids({ assignee: 'none' })).toEqual(idsOf(4, 5))
    expect(await ids({ assignee: newId('per') })).toEqual([])
    const first = await conversationList(id, { assignee: bob, limit: 2 })
    const rest = await conversationList(id, { assignee: bob, limit: 2, cursor: first.nextCursor ?? '' })
    const leafed = [...first.conversations, ...rest.conversations].map((one) => one.id)
    expect(leafed.toSorted()).toEqual(idsOf(0, 3))
    expect(rest.nextCursor).toBeNull()
  })
})

describe('whoever is assigned', () => {
  it('is told in their own inbox, once, with the way to the conversation and its group', async () => {
    const { id, talks, bob } = await group()
    await assign(id, talks, bob)
    await evict(id)
    const told = await toldTo(bob, id)
    expect(told).toMatchObject([
      {
        kind: 'assignment',
        title: 'Ada assigned you “Ada Lovelace”',
        text: 'Message 1',
        about: talks[0]?.id,
        group: groupOfInbox(id),
        readAt: null,
      },
    ])
    expect(await inboxStub(id).notifications(id, trace)).toEqual([])
  })

  it('is not told where they took it themselves, nor that it is nobody’s any more', async () => {
    const { id, talks } = await group()
    await assign(id, talks, ADA.id)
    await assign(id, talks, null)
    expect(await toldTo(ADA.id, id)).toEqual([])
  })

  it('is told of many in one notification, and again of what comes back to them', async () => {
    const { id, talks, bob } = await group(60)
    await assign(id, talks.slice(0, 10), bob)
    await assign(id, talks, bob)
    const told = await toldTo(bob, id)
    expect(told.map(({ title }) => title)).toEqual([
      'Ada assigned you 50 conversations',
      'Ada assigned you 10 conversations',
    ])
    expect(told[0]).toMatchObject({ about: null, group: groupOfInbox(id) })
    await assign(id, talks.slice(0, 1), null)
    await assign(id, talks.slice(0, 1), bob)
    expect(await toldTo(bob, id)).toHaveLength(3)
  })

  it('is told once, though the message to their inbox is delivered again', async () => {
    const { id, talks, bob } = await group()
    await assign(id, talks, bob)
    const [told] = await toldTo(bob, id)
    if (told === undefined) throw new Error('nothing was told')
    const { id: _, readAt: __, ...again } = told
    const own = inboxOf(bob)
    const { assignedAt } = await summaryIn(id, talks[0] ?? newTalk())
    const key = `assigned:${talks[0]?.id}:${assignedAt}`
    await inboxStub(own).notify(own, trace, { ...again, key })
    expect(await inboxStub(own).notifications(own, trace)).toHaveLength(1)
  })
})

describe('a member who leaves', () => {
  it('has nothing any more, archived or not, and every device is told once', async () => {
    const { id, talks, bob } = await group(3)
    await assign(id, talks.slice(0, 2), bob)
    await assign(id, talks.slice(2), ADA.id)
    await triage(id, talks.slice(0, 1), { archived: true })
    const client = await LiveClient.connect(id)
    await client.hello()
    expect(await inboxStub(id).forgetMember(id, trace, bob)).toEqual({ ok: true, value: null })
    const frame = await client.frame('conversations.changed')
    expect(frame.conversations).toMatchObject([{ assignee: null }, { assignee: null }])
    expect(await rowsWritten(id, () => inboxStub(id).forgetMember(id, trace, bob))).toBe(0)
    await client.roundTrip()
    expect(client.frames.filter(({ type }) => type === 'conversations.changed')).toHaveLength(1)
    expect((await conversationList(id, { assignee: ADA.id })).conversations).toHaveLength(1)
  })

  it('has nothing any more of more than one transaction takes', async () => {
    const { id, bob } = await group()
    const talks = Array.from({ length: 620 }, () => newTalk())
    await Promise.all(talks.map((talk) => tell(id, snapshotOf(talk, 1))))
    for (let from = 0; from < talks.length; from += 200) await assign(id, talks.slice(from, from + 200), bob)
    await inboxStub(id).forgetMember(id, trace, bob)
    expect((await conversationList(id, { assignee: bob })).conversations).toEqual([])
  })
})

describe('a rule that assigns', () => {
  it('gives what nobody has to its member, once, and tells them', async () => {
    const { id, talks, bob } = await group(2)
    const [taken, free] = talks
    if (taken === undefined || free === undefined) throw new Error('no conversations')
    await assign(id, [taken], ADA.id)
    await setRules(id, draft({ actions: [{ type: 'assign', to: bob }] }))
    for (const talk of talks) {
      const arrived = [arrivedAt(talk, 1, { text: 'My invoice.', ...NOW() })]
      await tell(id, snapshotOf(talk, 2, { arrived }))
    }
    expect(await summaryIn(id, taken)).toMatchObject({ assignee: ADA.id, assignedBy: ADA.id })
    expect(await summaryIn(id, free)).toMatchObject({ assignee: bob, assignedBy: null })
    expect(await toldTo(bob, id)).toMatchObject([
      { title: 'A rule assigned you “Ada Lovelace”', about: free.id },
    ])
  })

  it('assigns what is history too, but tells nobody of it', async () => {
    const { id, talks, bob } = await group()
    const [talk] = talks
    if (talk === undefined) throw new Error('no conversation')
    await setRules(id, draft({ actions: [{ type: 'assign', to: bob }] }))
    await tell(id, snapshotOf(talk, 2, { arrived: [arrivedAt(talk, 1, { text: 'invoice' })] }))
    expect(await summaryIn(id, talk)).toMatchObject({ assignee: bob })
    expect(await toldTo(bob, id)).toEqual([])
  })

  it('to a member who leaves does so no more, and goes where it did nothing else', async () => {
    const { id, bob } = await group()
    const toBob = { type: 'assign' as const, to: bob }
    const label = { type: 'label' as const, label: 'money' }
    await setRules(
      id,
      draft({ name: 'only him', actions: [toBob] }),
      draft({ name: 'both', actions: [toBob, label] }),
      draft({ name: 'ada', actions: [{ type: 'assign', to: ADA.id }] }),
    )
    await inboxStub(id).forgetMember(id, trace, bob)
    expect(await inboxStub(id).rules(id, trace)).toMatchObject([
      { name: 'both', actions: [label] },
      { name: 'ada', actions: [{ type: 'assign', to: ADA.id }] },
    ])
    expect(await rowsWritten(id, () => inboxStub(id).forgetMember(id, trace, bob))).toBe(0)
  })
})
