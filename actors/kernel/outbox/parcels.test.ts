import { beforeEach, expect, it, vi } from 'vitest'
import { err, ok } from '@switchboard/shared-types/result'
import { HOUR, setClock, stopClock } from '../../testing/kernel/clock.ts'
import { JOINED_NOTE, NOTE, probeId } from '../../testing/kernel/probe.ts'
import { scriptOf } from '../../testing/kernel/script.ts'
import type { ProbeId } from '../../testing/kernel/script.ts'
import { fireDue, stubOf, within } from '../../testing/kernel/within.ts'

stopClock()

const TRACE = { requestId: 'req_parcels', via: ['test'] }

beforeEach(() => {
  vi.spyOn(console, 'warn').mockReturnValue()
  vi.spyOn(console, 'error').mockReturnValue()
})

type Mood = (texts: readonly string[]) => 'takes' | 'is away' | 'refuses'

/** Lets a probe hand its parcels to the test. @returns the calls, by what was in them */
function takeParcels(id: ProbeId, mood: Mood = () => 'takes'): string[][] {
  const calls: string[][] = []
  scriptOf(id).handJoined = async (messages) => {
    const texts = messages.map(({ body }) => String(JSON.parse(body)))
    calls.push(texts)
    const answer = mood(texts)
    if (answer === 'is away') throw new Error('not at home')
    return answer === 'takes' ? ok(null) : err('probe.refused', 'Not wanted.')
  }
  return calls
}

function send(id: ProbeId, texts: readonly string[], kind = JOINED_NOTE, target = 'a'): Promise<void> {
  return within(id, ({ mail }) => {
    for (const text of texts) mail.send(kind, target, text, TRACE)
  })
}

it('messages for one target go in one call, in their order, and are gone afterwards', async () => {
  const id = probeId('joined')
  const calls = takeParcels(id)
  await send(id, ['1', '2', '3'])
  await send(id, ['4'], JOINED_NOTE, 'b')
  await fireDue(id)
  expect(new Set(calls)).toEqual(new Set([['1', '2', '3'], ['4']]))
  expect(await within(id, ({ mail }) => mail.pending())).toBe(0)
})

it('of another kind, which is told apart, keep their place between them', async () => {
  const id = probeId('between')
  const seen: string[] = []
  const calls = takeParcels(id, (texts) => (seen.push(texts.join('+')), 'takes'))
  scriptOf(id).hand = async ({ body }) => {
    seen.push(String(JSON.parse(body)))
    return ok(null)
  }
  await send(id, ['1', '2'])
  await send(id, ['alone'], NOTE)
  await send(id, ['3', '4'])
  await fireDue(id)
  expect(seen).toEqual(['1+2', 'alone', '3+4'])
  expect(calls).toHaveLength(2)
})

it('are no more in one call than fit: fifty, or half a million characters', async () => {
  const id = probeId('many')
  const calls = takeParcels(id)
  await send(
    id,
    Array.from({ length: 120 }, (_, n) => String(n)),
  )
  await fireDue(id)
  expect(calls.map((texts) => texts.length)).toEqual([50, 50, 20])
  await send(
    id,
    ['x', 'y', 'z'].map((letter) => letter.repeat(250_000)),
  )
  await fireDue(id)
  expect(calls.slice(3).map((texts) => texts.length)).toEqual([2, 1])
})

it('of which one is refused are handed over one by one, and that one alone is a dead letter', async () => {
  const id = probeId('refused')
  const calls = takeParcels(id, (texts) => (texts.includes('bad') ? 'refuses' : 'takes'))
  await send(id, ['1', 'bad', '3'])
  await fireDue(id)
  expect(calls).toEqual([['1', 'bad', '3'], ['1'], ['bad'], ['3']])
  const health = await stubOf(id).health(id, TRACE)
  expect(health).toMatchObject({ pendingMessages: 0, deadLetters: 1 })
})

it('of which one fails every time do not become dead letters with it', async () => {
  const id = probeId('poison')
  const taken: string[] = []
  takeParcels(id, (texts) => {
    if (texts.includes('poison')) return 'is away'
    taken.push(...texts)
    return 'takes'
  })
  await send(id, ['1', '2', 'poison', '4', '5'])
  for (let hour = 1; hour <= 40; hour++) {
    setClock(hour * 2 * HOUR)
    await fireDue(id)
  }
  expect(taken).toEqual(['1', '2', '4', '5'])
  expect(await stubOf(id).health(id, TRACE)).toMatchObject({ deadLetters: 1 })
})
