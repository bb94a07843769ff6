import type {
  ConversationSummary,
  ConversationView,
} from '@switchboard/shared-types/api/conversations/conversation'
import type { ConversationId } from '@switchboard/shared-types/ids'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { append, fitsView, fromPage, withChanged, withoutRemoved, type ListQuery } from './list.ts'

const OPEN: ListQuery = { view: 'open', sort: 'time' }
const VIEWS = ['open', 'unread', 'answer', 'snoozed', 'archived', 'all'] as const

function id(no: number): ConversationId {
  return `cnv_01J${String(no).padStart(23, '0')}`
}

function talk(no: number, change: Partial<ConversationSummary> = {}): ConversationSummary {
  return {
    id: id(no),
    channelId: 'chn_01J00000000000000000000000',
    channelKind: 'webhook',
    title: `Talk ${no}`,
    participants: [],
    snippet: '',
    lastAuthor: '',
    lastDirection: 'in',
    lastAt: new Date(Date.UTC(2026, 10, 21) + no * 60_000).toISOString(),
    unread: 0,
    priority: 'normal',
    priorityReason: null,
    category: null,
    summary: null,
    answerExpected: false,
    draft: null,
    trouble: null,
    archived: false,
    muted: false,
    snoozedUntil: null,
    labels: [],
    assignee: null,
    assignedBy: null,
    assignedAt: null,
    ...change,
  }
}

function numbers(list: { readonly conversations: readonly ConversationSummary[] }): string[] {
  return list.conversations.map(({ title }) => title.replace('Talk ', ''))
}

test('what is new, or newer than before, moves to the front', () => {
  const list = fromPage(OPEN, { conversations: [talk(2), talk(1)], nextCursor: null })
  const moved = withChanged(list, [talk(3), { ...talk(1), lastAt: '2026-11-22T00:00:00.000Z' }])
  expect(numbers(moved)).toEqual(['1', '3', '2'])
})

test('what was read stays where it is, what was archived or snoozed goes at once', () => {
  const query: ListQuery = { view: 'unread', sort: 'time' }
  const unread = [3, 2, 1].map((no) => talk(no, { unread: 1 }))
  const list = fromPage(query, { conversations: unread, nextCursor: null })
  expect(numbers(withChanged(list, [talk(2)]))).toEqual(['3', '2', '1'])
  expect(numbers(withChanged(list, [talk(2, { archived: true })]))).toEqual(['3', '1'])
  const snoozed = talk(2, { snoozedUntil: '2026-12-01T00:00:00.000Z' })
  expect(numbers(withChanged(list, [snoozed]))).toEqual(['3', '1'])
})

test('what lies behind the loaded pages comes with them, and nothing comes twice', () => {
  const list = fromPage(OPEN, { conversations: [talk(9), talk(8)], nextCursor: 'more' })
  const told = withChanged(list, [talk(1)])
  expect(numbers(told)).toEqual(['9', '8'])
  expect(numbers(append(told, { conversations: [talk(8), talk(1)], nextCursor: null }))).toEqual([
    '9',
    '8',
    '1',
  ])
})

test('urgent ones stand first where a list is sorted by priority', () => {
  const list = fromPage(
    { view: 'open', sort: 'priority' },
    { conversations: [talk(2), talk(1)], nextCursor: null },
  )
  expect(numbers(withChanged(list, [talk(1, { priority: 'urgent' })]))).toEqual(['1', '2'])
})

test('a search takes changes of what it has found, and no arrivals', () => {
  const list = fromPage({ ...OPEN, q: 'berth' }, { conversations: [talk(1)], nextCursor: null })
  const told = withChanged(list, [talk(2), talk(1, { archived: true })])
  expect(numbers(told)).toEqual(['1'])
  expect(told.conversations[0]?.archived).toBe(true)
})

test('a list that is told changes shows what the server would answer, but for what has been read or answered', () => {
  const states = fc.record({
    no: fc.integer({ min: 1, max: 8 }),
    at: fc.integer({ min: 1, max: 500 }),
    archived: fc.boolean(),
    snoozed: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.constantFrom('open', 'snoozed', 'archived', 'all'), fc.array(states), (view, changes) => {
      const inbox = new Map<string, ConversationSummary>()
      let list = fromPage({ view, sort: 'time' }, { conversations: [], nextCursor: null })
      for (const { no, at, archived, snoozed } of changes) {
        const change = { archived, snoozedUntil: snoozed && !archived ? talk(9).lastAt : null }
        const now = { ...talk(no, change), lastAt: talk(at).lastAt }
        inbox.set(now.id, now)
        list = withChanged(withChanged(list, [now]), [now])
      }
      const answer = [...inbox.values()].filter((one) => fitsView(one, view))
      expect(new Set(list.conversations)).toEqual(new Set(answer))
      const times = list.conversations.map(({ lastAt }) => lastAt)
      expect(times).toEqual(times.toSorted().toReversed())
      const ids = list.conversations.map((one) => one.id)
      expect(withoutRemoved(list, ids).conversations).toEqual([])
    }),
  )
})

test.each<[Partial<ConversationSummary>, readonly ConversationView[]]>([
  [{}, ['open', 'all']],
  [{ unread: 2 }, ['open', 'unread', 'all']],
  [{ unread: 2, muted: true }, ['open', 'all']],
  [{ answerExpected: true }, ['open', 'answer', 'all']],
  [{ snoozedUntil: '2026-12-01T00:00:00.000Z', unread: 1 }, ['snoozed', 'all']],
  [{ archived: true, unread: 1 }, ['archived', 'all']],
])('%j is in %j', (change, views) => {
  expect(VIEWS.filter((view) => fitsView(talk(1, change), view))).toEqual(views)
})
