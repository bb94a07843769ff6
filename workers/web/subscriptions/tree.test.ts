import type { Subscription } from '@switchboard/shared-types/api/subscriptions'
import { expect, test } from 'vitest'
import { folderNames, treeOf } from './tree.ts'

function subscription(mark: string, title: string, folder: string | null): Subscription {
  return {
    id: `sub_01J0000000000000000000000${mark}`,
    feedId: `feed_01J0000000000000000000000${mark}`,
    feedUrl: `https://example.org/${mark}`,
    siteUrl: null,
    title,
    folder,
    health: 'ok',
    healthReason: null,
    createdAt: '2026-11-21T04:00:00.000Z',
  }
}

const all = [
  subscription('A', 'orbit 10', null),
  subscription('B', 'Orbit 9', null),
  subscription('C', 'Kiln', 'craft'),
  subscription('D', 'Harbour', 'Essays'),
  subscription('E', 'Étude', 'Essays'),
]
const counts = {
  unread: 9,
  starred: 0,
  subscriptions: [
    { id: subscription('D', '', null).id, unread: 4 },
    { id: subscription('E', '', null).id, unread: 5 },
  ],
  conversations: { unread: 0, answer: 0 },
}

test('folders and feeds stand in the order a person would look for them', () => {
  const { folders, loose } = treeOf(all, counts)
  expect(folders.map(({ name }) => name)).toEqual(['craft', 'Essays'])
  expect(folders[1]?.leaves.map(({ subscription: { title } }) => title)).toEqual(['Étude', 'Harbour'])
  expect(loose.map(({ subscription: { title } }) => title)).toEqual(['Orbit 9', 'orbit 10'])
})

test('a folder counts what its feeds have unread', () => {
  expect(treeOf(all, counts).folders.map(({ unread }) => unread)).toEqual([0, 9])
  expect(treeOf(all, undefined).folders.map(({ unread }) => unread)).toEqual([0, 0])
})

test('a folder is named once, however many feeds it has', () => {
  expect(folderNames(all)).toEqual(['craft', 'Essays'])
})
