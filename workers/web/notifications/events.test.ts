import type { Notification } from '@switchboard/shared-types/api/notifications'
import { newId } from '@switchboard/shared-types/ids'
import { expect, test } from 'vitest'
import { followed } from './events.ts'

const AT = '2026-11-21T12:00:00.000Z'

const told = (title: string): Notification => ({
  id: newId('ntf'),
  kind: 'budget',
  title,
  text: 'Four of five dollars are used.',
  about: null,
  group: null,
  at: AT,
  readAt: null,
})

test('a new notification comes first, and only once', () => {
  const [old, fresh] = [told('old'), told('fresh')]
  const once = followed([old], { type: 'notification.added', notification: fresh })
  expect(once.map(({ title }) => title)).toEqual(['fresh', 'old'])
  expect(followed(once, { type: 'notification.added', notification: fresh })).toEqual(once)
})

test('no more are kept than the inbox keeps', () => {
  const full = Array.from({ length: 200 }, (_, index) => told(String(index)))
  const next = followed(full, { type: 'notification.added', notification: told('fresh') })
  expect([next.length, next[0]?.title]).toEqual([200, 'fresh'])
})

test('what was read elsewhere is read here, and keeps its first time', () => {
  const [one, other] = [told('one'), told('other')]
  const read = followed([one, other], { type: 'notifications.read', ids: [one.id], at: AT })
  expect(read.map(({ readAt }) => readAt)).toEqual([AT, null])
  const later = '2026-11-22T12:00:00.000Z'
  const again = followed(read, { type: 'notifications.read', ids: [one.id, other.id], at: later })
  expect(again.map(({ readAt }) => readAt)).toEqual([AT, later])
})
