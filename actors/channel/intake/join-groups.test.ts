import { expect, it } from 'vitest'
import type { MessageEvent } from '@switchboard/shared-types/channel-event'
import { joinGroups } from './join-groups.ts'

function part(key: string, more: Partial<MessageEvent> = {}): MessageEvent {
  return {
    type: 'message',
    eventId: `e-${key}`,
    thread: { key: 't', kind: 'direct', title: null, url: null },
    at: '2026-11-21T12:00:00.000Z',
    key,
    author: { key: 'a', name: 'A', handle: null, self: false, bot: false },
    text: '',
    html: null,
    attachments: [{ ref: key, name: key, type: 'image/jpeg', size: null }],
    replyTo: null,
    groupKey: 'g',
    nature: 'ordinary',
    about: null,
    ...more,
  }
}

it('joins the parts of a group where its first part stands, under the key of the one with the text', () => {
  const alone = part('3', { groupKey: null, text: 'alone' })
  const parts = [part('1'), part('2', { text: 'caption', html: '<p>caption</p>' }), alone, part('4')]
  const [joined, ...rest] = joinGroups(parts)
  expect(rest).toEqual([alone])
  expect(joined).toMatchObject({ eventId: 'e-1', key: '2', text: 'caption', html: '<p>caption</p>' })
  expect(joined).toMatchObject({ attachments: [{ ref: '1' }, { ref: '2' }, { ref: '4' }] })
})

it('keeps two groups apart, and what is no message as it is', () => {
  const { eventId, thread, at } = part('5')
  const deletion = { type: 'deletion' as const, eventId, thread, at, key: '1' }
  const parts = [part('1', { groupKey: 'a' }), part('2', { groupKey: 'b' }), deletion]
  expect(joinGroups(parts)).toEqual(parts)
})

it('has no more files than a message may have', () => {
  const parts = Array.from({ length: 60 }, (_, n) => part(String(n)))
  expect(joinGroups(parts)).toMatchObject([{ attachments: { length: 50 } }])
})
