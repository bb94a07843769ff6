import type { EntrySummary, EntryView } from '@switchboard/shared-types/api/entries'
import type { Subscription } from '@switchboard/shared-types/api/subscriptions'
import type { EntryId, SubscriptionId } from '@switchboard/shared-types/ids'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { follow, type ListEvent, type Surroundings } from './events.ts'
import { absorb, append, flush, fromPage, settle, type EntryList, type ListQuery } from './list.ts'

const PLACES = ['A', 'B', 'C'] as const
type Place = (typeof PLACES)[number]

function subscriptionId(place: Place): SubscriptionId {
  return `sub_01J0000000000000000000000${place}`
}

function entryId(no: number): EntryId {
  return `ent_01J${String(no).padStart(23, '0')}`
}

function entry(no: number, place: Place = 'A', state: Partial<EntrySummary> = {}): EntrySummary {
  const time = '2026-11-21T04:00:00.000Z'
  return {
    id: entryId(no),
    subscriptionId: subscriptionId(place),
    title: `Entry ${no}`,
    url: null,
    author: null,
    snippet: '',
    image: null,
    publishedAt: null,
    arrivedAt: time,
    read: false,
    starred: false,
    archived: false,
    ...state,
  }
}

/** An inbox as the server has it, told in as few words as possible: the list is checked against it. */
class Inbox {
  entries: EntrySummary[] = []
  readonly folders = new Map<SubscriptionId, string | null>(
    PLACES.map((place) => [subscriptionId(place), place === 'A' ? 'Essays' : null]),
  )

  apply(event: ListEvent): void {
    if (event.type === 'entries.added') this.entries = [...event.entries.toReversed(), ...this.entries]
    if (event.type === 'entries.removed') {
      this.entries = this.entries.filter(({ id }) => !event.ids.includes(id))
    }
    if (event.type === 'entries.changed') {
      const { ids, state } = event
      const { read, starred, archived } = state
      this.entries = this.entries.map((one) =>
        ids.includes(one.id)
          ? {
              ...one,
              read: read ?? one.read,
              starred: starred ?? one.starred,
              archived: archived ?? one.archived,
            }
          : one,
      )
    }
    if (event.type === 'entries.marked-read') {
      const { newest, oldest = '', subscription } = event.range
      this.entries = this.entries.map((one) => {
        const inside = one.id <= newest && one.id >= oldest && !one.archived
        const meant = subscription === undefined || subscription === one.subscriptionId
        return inside && meant ? { ...one, read: true } : one
      })
    }
    if (event.type === 'subscription.removed') {
      this.entries = this.entries.filter((one) => one.subscriptionId !== event.id)
    }
    if (event.type === 'subscription.changed') {
      this.folders.set(event.subscription.id, event.subscription.folder)
    }
  }

  answer({ view, subscription, folder }: ListQuery): EntrySummary[] {
    const views: Record<EntryView, (one: EntrySummary) => boolean> = {
      unread: (one) => !one.read && !one.archived,
      all: (one) => !one.archived,
      starred: (one) => one.starred,
      archived: (one) => one.archived,
    }
    return this.entries
      .filter(views[view])
      .filter((one) => subscription === undefined || one.subscriptionId === subscription)
      .filter((one) => folder === undefined || this.folders.get(one.subscriptionId) === folder)
  }
}

const flag = fc.option(fc.boolean(), { nil: undefined })
const act = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      place: fc.constantFrom(...PLACES),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      picks: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
      read: flag,
      starred: flag,
      archived: flag,
    }),
  },
  fc.record({
    kind: fc.constant('read' as const),
    newest: fc.nat(),
    oldest: fc.option(fc.nat(), { nil: undefined }),
    place: fc.option(fc.constantFrom(...PLACES), { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant('remove' as const),
    picks: fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant('move' as const),
    place: fc.constantFrom(...PLACES),
    folder: fc.constantFrom('Essays', 'Craft', null),
  }),
  fc.record({ kind: fc.constant('leave' as const), place: fc.constantFrom(...PLACES) }),
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

/** The event that the inbox would tell about an act, or nothing where there is nothing to tell. */
function eventOf(what: Act, inbox: Inbox, nextNo: () => number): ListEvent | null {
  const pick = (at: number): EntrySummary | undefined => inbox.entries[at % Math.max(1, inbox.entries.length)]
  switch (what.kind) {
    case 'add':
      return {
        type: 'entries.added',
        entries: Array.from({ length: what.count }, () => entry(nextNo(), what.place)),
      }
    case 'change': {
      const ids = what.picks.flatMap((at) => pick(at)?.id ?? [])
      const { read, starred, archived } = what
      return ids.length === 0 ? null : { type: 'entries.changed', ids, state: { read, starred, archived } }
    }
    case 'read': {
      const newest = pick(what.newest)?.id
      const oldest = what.oldest === undefined ? undefined : pick(what.oldest)?.id
      const subscription = what.place === undefined ? undefined : subscriptionId(what.place)
      return newest === undefined
        ? null
        : { type: 'entries.marked-read', range: { newest, oldest, subscription } }
    }
    case 'remove':
      return { type: 'entries.removed', ids: what.picks.flatMap((at) => pick(at)?.id ?? []) }
    case 'move':
      return { type: 'subscription.changed', subscription: subscriptionOf(what.place, what.folder) }
    case 'leave':
      return { type: 'subscription.removed', id: subscriptionId(what.place) }
  }
}

function subscriptionOf(place: Place, folder: string | null): Subscription {
  return {
    id: subscriptionId(place),
    feedId: `feed_01J0000000000000000000000${place}`,
    feedUrl: 'https://example.org/feed',
    siteUrl: null,
    title: place,
    folder,
    health: 'ok',
    healthReason: null,
    createdAt: '2026-11-21T04:00:00.000Z',
  }
}

const query = fc.record({
  view: fc.constantFrom<EntryView>('unread', 'all', 'starred', 'archived'),
  scope: fc.constantFrom<Omit<ListQuery, 'view'>>(
    {},
    { folder: 'Essays' },
    { subscription: subscriptionId('B') },
  ),
})

describe('a list that follows the inbox', () => {
  test('is, once settled, what the server would answer, or knows that it is not', () => {
    let stale = 0
    fc.assert(
      fc.property(
        query,
        fc.array(act, { minLength: 1, maxLength: 40, size: 'max' }),
        fc.nat(6),
        fc.boolean(),
        ({ view, scope }, acts, loadedAt, remembers) => {
          const inbox = new Inbox()
          const asked: ListQuery = { view, ...scope }
          let no = 0
          let list: EntryList | null = null
          const seen = new Map<EntryId, EntrySummary>()
          const folders = new Map(inbox.folders)
          const around: Surroundings = {
            folderOf: (id) => folders.get(id) ?? null,
            find: (id) => (remembers ? seen.get(id) : undefined),
          }
          acts.forEach((what, at) => {
            if (at === Math.min(loadedAt, acts.length - 1)) {
              list = fromPage(asked, { entries: inbox.answer(asked), nextCursor: null })
            }
            const event = eventOf(what, inbox, () => ++no)
            if (event === null) return
            const once: EntryList | null = list === null ? null : follow(list, event, around)
            expect(once === null ? null : follow(once, event, around)).toEqual(once)
            list = once
            inbox.apply(event)
            for (const one of inbox.entries) seen.set(one.id, one)
            if (event.type === 'subscription.changed') {
              folders.set(event.subscription.id, event.subscription.folder)
            }
          })
          const final: EntryList = list ?? fromPage(asked, { entries: inbox.answer(asked), nextCursor: null })
          stale += Number(final.stale)
          expect(final.stale ? [] : settle(final).entries).toEqual(final.stale ? [] : inbox.answer(asked))
          const fresh = { entries: inbox.answer(asked), nextCursor: null }
          const ids = settle(absorb(final, fresh)).entries.map(({ id }) => id)
          expect(ids).toEqual(expect.arrayContaining(fresh.entries.map(({ id }) => id)))
        },
      ),
      { numRuns: 1500 },
    )
    expect(stale).toBeLessThan(1000)
  })
})

const nothing: Surroundings = { folderOf: () => null, find: () => undefined }

describe('a list that somebody reads', () => {
  const unread = fromPage({ view: 'unread' }, { entries: [entry(3), entry(2), entry(1)], nextCursor: null })

  test('keeps what was read until it is settled', () => {
    const read = follow(
      unread,
      { type: 'entries.changed', ids: [entryId(2)], state: { read: true } },
      nothing,
    )
    expect(read.entries.map(({ id }) => id)).toEqual([entryId(3), entryId(2), entryId(1)])
    expect(settle(read).entries.map(({ id }) => id)).toEqual([entryId(3), entryId(1)])
  })

  test('lets arrivals wait until they are let in', () => {
    const told = follow(unread, { type: 'entries.added', entries: [entry(4), entry(5)] }, nothing)
    expect(told.entries).toBe(unread.entries)
    expect(told.waiting.map(({ id }) => id)).toEqual([entryId(5), entryId(4)])
    expect(flush(told).entries.map(({ id }) => id)).toEqual([5, 4, 3, 2, 1].map(entryId))
  })

  test('forgets a waiting arrival that was read elsewhere meanwhile', () => {
    const told = follow(unread, { type: 'entries.added', entries: [entry(4)] }, nothing)
    const read = follow(told, { type: 'entries.changed', ids: [entryId(4)], state: { read: true } }, nothing)
    expect(read.waiting).toEqual([])
  })

  test('takes nothing in while it shows the answer of a search', () => {
    const found = fromPage({ view: 'all', q: 'harbour' }, { entries: [entry(1)], nextCursor: null })
    expect(follow(found, { type: 'entries.added', entries: [entry(9)] }, nothing)).toBe(found)
  })

  test('shows an entry once when pages overlap because others arrived in between', () => {
    const first = fromPage({ view: 'all' }, { entries: [entry(5), entry(4)], nextCursor: '4' })
    const both = append(first, { entries: [entry(4), entry(3)], nextCursor: null })
    expect(both.entries.map(({ id }) => id)).toEqual([5, 4, 3].map(entryId))
  })

  test('does not take older entries in that a later page will bring', () => {
    const first = fromPage({ view: 'starred' }, { entries: [entry(5), entry(4)], nextCursor: '4' })
    const starred = follow(
      first,
      { type: 'entries.changed', ids: [entryId(2)], state: { starred: true } },
      nothing,
    )
    expect(starred).toBe(first)
  })
})
