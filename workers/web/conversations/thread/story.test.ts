import type { RoomEvent } from '@switchboard/shared-types/realtime/room-frames'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadFollowed, story } from './story.ts'

const ID = 'cnv_01J00000000000000000000000' as const
const OTHER = 'cnv_01J00000000000000000000001' as const

function removed(seq: number): RoomEvent {
  return { type: 'messages.removed', epoch: 'one', seq, ids: [] }
}

/** What is known after an event: each one that is known already changes nothing. */
function follow(known: readonly number[], { seq }: RoomEvent): readonly number[] {
  return known.includes(seq) ? known : [...known, seq]
}

test('nothing that a room tells while an answer is on its way is lost, wherever between the server read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(8), fc.nat(8), fc.nat(8), async (before, during, readAt) => {
      story.forget()
      let seq = 0
      const tell = () => story.note({ conversation: ID, event: removed(++seq) })
      for (let at = 0; at < before; at++) tell()
      const answer = Promise.withResolvers<readonly number[]>()
      const loading = loadFollowed(ID, () => answer.promise, follow)
      for (let at = 0; at < during; at++) {
        tell()
        story.note({ conversation: OTHER, event: removed(1_000 + at) })
      }
      const read = before + Math.min(readAt, during)
      answer.resolve(Array.from({ length: read }, (_, at) => at + 1))
      expect(await loading).toEqual(Array.from({ length: before + during }, (_, at) => at + 1))
    }),
  )
})

test('where the story broke off meanwhile, the answer stands as it came', async () => {
  const answer = Promise.withResolvers<readonly number[]>()
  const loading = loadFollowed(ID, () => answer.promise, follow)
  story.note({ conversation: ID, event: removed(1) })
  story.forget()
  answer.resolve([])
  expect(await loading).toEqual([])
})
