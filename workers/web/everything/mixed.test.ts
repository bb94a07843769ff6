import type { ConversationSummary } from '@switchboard/shared-types/api/conversations/conversation'
import type { EntrySummary } from '@switchboard/shared-types/api/entries'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { mixed } from './mixed.ts'

const TEXT = { title: '', snippet: '' }

function time(no: number): string {
  return new Date(Date.UTC(2026, 10, 21) + no * 60_000).toISOString()
}

function entry(no: number): EntrySummary {
  return {
    ...TEXT,
    id: `ent_01J${String(no).padStart(23, '0')}`,
    subscriptionId: 'sub_01J00000000000000000000000',
    url: null,
    author: null,
    image: null,
    publishedAt: null,
    arrivedAt: time(no),
    read: false,
    starred: false,
    archived: false,
  }
}

function conversation(no: number): ConversationSummary {
  return {
    ...TEXT,
    id: `cnv_01J${String(no).padStart(23, '0')}`,
    channelId: 'chn_01J00000000000000000000000',
    channelKind: 'webhook',
    participants: [],
    lastAuthor: '',
    lastDirection: 'in',
    lastAt: time(no),
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
  }
}

const numbers = fc.uniqueArray(fc.nat(200), { maxLength: 40 }).map((all) => all.toSorted((a, b) => b - a))

test('what is shown is the beginning of both lists by time, however much of either is loaded', () => {
  fc.assert(
    fc.property(numbers, numbers, fc.nat(40), fc.nat(40), (entries, conversations, some, others) => {
      const shown = mixed(
        { items: entries.slice(0, some + 1).map(entry), hasMore: entries.length > some + 1 },
        {
          items: conversations.slice(0, others + 1).map(conversation),
          hasMore: conversations.length > others + 1,
        },
      ).items.map(({ at }) => at)
      const all = [...entries, ...conversations].toSorted((a, b) => b - a).map(time)
      expect(shown).toEqual(all.slice(0, shown.length))
    }),
  )
})

test('where both lists are loaded to their ends everything is shown', () => {
  fc.assert(
    fc.property(numbers, numbers, (entries, conversations) => {
      const { items, ends } = mixed(
        { items: entries.map(entry), hasMore: false },
        { items: conversations.map(conversation), hasMore: false },
      )
      expect(items.length).toBe(entries.length + conversations.length)
      expect(ends).toBeNull()
    }),
  )
})

test('whichever list ends first is loaded further, and each page of it shows more', () => {
  fc.assert(
    fc.property(numbers, numbers, fc.integer({ min: 1, max: 5 }), (entries, conversations, page) => {
      const loaded = { entries: page, conversations: page }
      let before = -1
      for (;;) {
        const { items, ends } = mixed(
          { items: entries.slice(0, loaded.entries).map(entry), hasMore: entries.length > loaded.entries },
          {
            items: conversations.slice(0, loaded.conversations).map(conversation),
            hasMore: conversations.length > loaded.conversations,
          },
        )
        expect(items.length).toBeGreaterThanOrEqual(before)
        before = items.length
        if (ends === null) break
        loaded[ends] += page
      }
      expect(before).toBe(entries.length + conversations.length)
    }),
  )
})
