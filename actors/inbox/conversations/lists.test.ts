import { describe, expect, it } from 'vitest'
import type { InboxConversationQuery } from '@switchboard/shared-types/contracts/inbox-messages'
import { newId } from '@switchboard/shared-types/ids'
import type { InboxId } from '@switchboard/shared-types/ids'
import {
  arrivedAt,
  conversationList,
  minute,
  newTalk,
  snapshotOf,
  tell,
  triage,
} from '../testing/conversations.ts'
import type { Talk } from '../testing/conversations.ts'
import { inboxStub, newInboxId, trace } from '../testing/house.ts'

async function titles(id: InboxId, query: Partial<InboxConversationQuery> = {}): Promise<string[]> {
  return (await conversationList(id, query)).conversations.map(({ title }) => title)
}

async function named(id: InboxId, title: string, at: number, talk: Talk = newTalk()): Promise<Talk> {
  await tell(id, snapshotOf(talk, at, { summary: { title }, received: 1 }))
  return talk
}

describe('the views', () => {
  it('show what their names say', async () => {
    const id = newInboxId()
    const [, read, archived, snoozed, muted] = [
      await named(id, 'open', 1),
      await named(id, 'read', 2),
      await named(id, 'archived', 3),
      await named(id, 'snoozed', 4),
      await named(id, 'muted', 5),
    ]
    await triage(id, [read], { read: true })
    await triage(id, [archived], { archived: true })
    await triage(id, [snoozed], { snoozedUntil: '2100-01-01T00:00:00.000Z' })
    await triage(id, [muted], { muted: true })
    expect(await titles(id, { view: 'open' })).toEqual(['muted', 'read', 'open'])
    expect(await titles(id, { view: 'unread' })).toEqual(['open'])
    expect(await titles(id, { view: 'archived' })).toEqual(['archived'])
    expect(await titles(id, { view: 'snoozed' })).toEqual(['snoozed'])
    expect(await titles(id, { view: 'all' })).toEqual(['muted', 'snoozed', 'archived', 'read', 'open'])
  })

  it('narrow down to a channel, through whichever thread, and to a label', async () => {
    const id = newInboxId()
    const [one, other] = [newId('chn'), newId('chn')]
    await named(id, 'one', 1, newTalk(one))
    const both = newTalk(other)
    const threads = [
      { channel: one, key: 'a' },
      { channel: other, key: 'b' },
    ]
    await tell(id, snapshotOf(both, 2, { summary: { title: 'both' }, threads }))
    await triage(id, [both], { addLabels: ['it’s "mine"'] })
    expect(await titles(id, { channel: one })).toEqual(['both', 'one'])
    expect(await titles(id, { channel: other })).toEqual(['both'])
    expect(await titles(id, { label: 'it’s "mine"' })).toEqual(['both'])
    expect(await titles(id, { label: 'mine' })).toEqual([])
  })
})

describe('leafing through', () => {
  it('by time shows each once, whatever comes in meanwhile', async () => {
    const id = newInboxId()
    const talks: Talk[] = []
    for (let n = 1; n <= 9; n++) talks.push(await named(id, String(n), n < 5 ? n : 5))
    const first = await conversationList(id, { limit: 4 })
    expect(first.conversations.map(({ title }) => title)).toEqual(['9', '8', '7', '6'])
    await named(id, 'new', 20)
    const [old] = talks
    if (old !== undefined) await tell(id, snapshotOf(old, 30, { summary: { title: '1' } }))
    const second = await conversationList(id, { limit: 4, cursor: first.nextCursor ?? '' })
    expect(second.conversations.map(({ title }) => title)).toEqual(['5', '4', '3', '2'])
    expect(second.nextCursor).toBeNull()
  })

  it('by priority begins with what is urgent by the person’s own word or the analysis', async () => {
    const id = newInboxId()
    const priorities = ['low', 'normal', 'urgent', 'high', 'normal'] as const
    for (const [n, priority] of priorities.entries()) {
      await tell(id, snapshotOf(newTalk(), n + 1, { summary: { title: `${priority} ${n}`, priority } }))
    }
    const own = await named(id, 'own', 0)
    await triage(id, [own], { priority: 'urgent' })
    const seen: string[] = []
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await conversationList(id, {
        sort: 'priority',
        limit: 2,
        ...(cursor === undefined ? {} : { cursor }),
      })
      seen.push(...page.conversations.map(({ title }) => title))
      cursor = page.nextCursor
    }
    expect(seen).toEqual(['urgent 2', 'own', 'high 3', 'normal 4', 'normal 1', 'low 0'])
  })

  it.each(['', 'x', 't.2026-11-01.3', 'p2.2026-11-01T00:00:00.000Z.1', "t.'; DROP.1", '7'])(
    'with “%s” for a cursor is refused',
    async (cursor) => {
      const id = newInboxId()
      const answer = await inboxStub(id).conversations(id, trace, {
        view: 'all',
        sort: 'time',
        limit: 5,
        cursor,
      })
      expect(answer).toMatchObject({ error: { code: 'cursor.invalid' } })
    },
  )
})

describe('searching', () => {
  it('reads titles, people, whole summaries and the newest messages', async () => {
    const [id, talk] = [newInboxId(), newTalk()]
    const long = `${'It is about many things. '.repeat(40)}Lighthouse.`
    await tell(
      id,
      snapshotOf(talk, 1, {
        summary: { title: 'Harbour', participants: ['Zoë Quinn'], summary: long },
        arrived: [arrivedAt(talk, 1, { text: 'The ferry leaves at nine.' })],
      }),
    )
    await named(id, 'Other', 2)
    for (const q of ['harb', 'zoe', 'lighthouse', '"ferry leaves"', 'HARBOUR ferry']) {
      expect(await titles(id, { q })).toEqual(['Harbour'])
    }
    expect(await titles(id, { q: 'msg_' })).toEqual([])
    expect(await titles(id, { q: '"' })).toEqual([])
    const [shown] = (await conversationList(id, { q: 'harbour' })).conversations
    expect(shown?.summary?.length).toBeLessThanOrEqual(500)
  })

  it('finds the twenty newest messages of a conversation, and no older one', async () => {
    const [id, talk] = [newInboxId(), newTalk()]
    const arrived = Array.from({ length: 25 }, (_, n) => arrivedAt(talk, n, { text: `number${n}x` }))
    await tell(id, snapshotOf(talk, 1, { arrived, summary: { lastAt: minute(30) } }))
    expect(await titles(id, { q: 'number24x' })).toHaveLength(1)
    expect(await titles(id, { q: 'number5x' })).toHaveLength(1)
    expect(await titles(id, { q: 'number4x' })).toEqual([])
  })
})
