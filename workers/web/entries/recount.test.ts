import type { Counts, EntrySummary } from '@switchboard/shared-types/api/entries'
import { expect, test } from 'vitest'
import { recount } from './recount.ts'

const entry: EntrySummary = {
  id: 'ent_01J00000000000000000000000',
  subscriptionId: 'sub_01J00000000000000000000000',
  title: '',
  url: null,
  author: null,
  snippet: '',
  image: null,
  publishedAt: null,
  arrivedAt: '2026-11-21T04:00:00.000Z',
  read: false,
  starred: false,
  archived: false,
}
const conversations = { unread: 2, answer: 1 }
const counts: Counts = {
  unread: 3,
  starred: 1,
  subscriptions: [{ id: entry.subscriptionId, unread: 2 }],
  conversations,
}

test('reading an entry takes it off its feed’s count and the whole', () => {
  expect(recount(counts, entry, { ...entry, read: true })).toEqual({
    unread: 2,
    starred: 1,
    subscriptions: [{ id: entry.subscriptionId, unread: 1 }],
    conversations,
  })
})

test('an archived entry counts as read, and comes back as unread when it was', () => {
  const archived = { ...entry, archived: true }
  expect(recount(counts, entry, archived).unread).toBe(2)
  expect(recount(counts, archived, entry).unread).toBe(4)
})

test('reading what was read already changes nothing, and no count falls below zero', () => {
  const read = { ...entry, read: true }
  expect(recount(counts, read, read)).toEqual(counts)
  const none: Counts = { unread: 0, starred: 0, subscriptions: [], conversations }
  expect(recount(none, entry, read)).toEqual(none)
})
