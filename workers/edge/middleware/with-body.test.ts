import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { readAtMost } from './with-body.ts'

function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
}

const chunkLists = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 })

it('reads a body whole, however it arrives, or not at all when it is over the limit', async () => {
  await fc.assert(
    fc.asyncProperty(chunkLists, fc.integer({ min: 0, max: 300 }), async (chunks, limit) => {
      const whole = chunks.flatMap((chunk) => [...chunk])
      const read = await readAtMost(streamOf(chunks), limit, 0)
      expect(read === null ? null : [...read]).toEqual(whole.length > limit ? null : whole)
    }),
  )
})

it('counts the bytes, whatever was announced', async () => {
  const body = streamOf([new Uint8Array(8), new Uint8Array(8)])
  expect(await readAtMost(body, 10, 1)).toBeNull()
})

const DRAINED = 16 * 1024 * 1024

it('does not read what is announced as far too large', async () => {
  const body = streamOf([new Uint8Array(1)])
  expect(await readAtMost(body, 10, 11 + DRAINED)).toBeNull()
  expect(body.locked).toBe(false)
})

it('reads a body that is a little too large to its end, so that its sender gets to read the answer', async () => {
  let read = 0
  const body = new ReadableStream({
    pull: (controller) => {
      read += 1
      if (read > 20) controller.close()
      else controller.enqueue(new Uint8Array(1000))
    },
  })
  expect(await readAtMost(body, 5000, 20_000)).toBeNull()
  expect(read).toBe(21)
})

it('stops an endless body after sixteen megabytes more than it may have', async () => {
  const chunk = new Uint8Array(1024 * 1024)
  let made = 0
  const endless = new ReadableStream({
    pull: (controller) => {
      made += 1
      controller.enqueue(chunk)
    },
  })
  expect(await readAtMost(endless, 5000, 0)).toBeNull()
  expect(made).toBeLessThan(20)
})
