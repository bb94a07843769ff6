import type { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import { expect, test } from 'vitest'
import { makeRecent } from './recent.ts'

function eventAt(seq: number): InboxEvent {
  return { type: 'subscription.removed', epoch: 'one', seq, id: 'sub_01J00000000000000000000000' }
}

test('tells what happened after a mark, and nothing from before it', () => {
  const recent = makeRecent<InboxEvent>()
  recent.note(eventAt(1))
  const mark = recent.mark()
  expect(recent.since(mark)).toEqual([])
  recent.note(eventAt(2))
  recent.note(eventAt(3))
  expect(recent.since(mark)?.map(({ seq }) => seq)).toEqual([2, 3])
})

test('admits that it no longer knows when too much happened since', () => {
  const recent = makeRecent<InboxEvent>()
  const mark = recent.mark()
  for (let seq = 1; seq <= 400; seq++) recent.note(eventAt(seq))
  expect(recent.since(mark)).toHaveLength(400)
  recent.note(eventAt(401))
  expect(recent.since(mark)).toBeNull()
})

test('admits that it no longer knows when the story broke off', () => {
  const recent = makeRecent<InboxEvent>()
  const mark = recent.mark()
  recent.note(eventAt(1))
  recent.forget()
  expect(recent.since(mark)).toBeNull()
  expect(recent.since(recent.mark())).toEqual([])
})
