import { evictDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { probeId } from '../../testing/kernel/probe.ts'
import type { ProbeId } from '../../testing/kernel/script.ts'
import { stubOf, within } from '../../testing/kernel/within.ts'

const DAY = 24 * 60 * 60 * 1000
const NOW = new Date('2026-11-21T12:00:00.000Z')

function apply(
  id: ProbeId,
  key: string,
  answer: string,
  now = NOW,
): Promise<{ answer: string; effects: number }> {
  return within(id, ({ applied, storage }) => {
    let effects = 0
    const given = storage.transactionSync(() =>
      applied.once(key, now, () => {
        effects++
        return answer
      }),
    )
    return { answer: given, effects }
  })
}

describe('a call with a key', () => {
  it('has its effect once and the same answer each time, even after an eviction', async () => {
    const id = probeId('applied')
    expect(await apply(id, 'k', 'first')).toEqual({ answer: 'first', effects: 1 })
    expect(await apply(id, 'k', 'second')).toEqual({ answer: 'first', effects: 0 })
    await evictDurableObject(stubOf(id))
    expect(await apply(id, 'k', 'third')).toEqual({ answer: 'first', effects: 0 })
    expect(await apply(id, 'another', 'other')).toEqual({ answer: 'other', effects: 1 })
  })

  it('may be tried again when its effect threw', async () => {
    const id = probeId('applied-throwing')
    await within(id, ({ applied, storage }) => {
      expect(() =>
        storage.transactionSync(() =>
          applied.once('k', NOW, () => {
            throw new Error('no luck')
          }),
        ),
      ).toThrow('no luck')
    })
    expect(await apply(id, 'k', 'now')).toEqual({ answer: 'now', effects: 1 })
  })

  it('is remembered for seven days, and then forgotten', async () => {
    const id = probeId('applied-forgotten')
    const keys = () =>
      within(id, ({ storage }) =>
        storage.sql
          .exec<{ key: string }>('SELECT key FROM applied ORDER BY key')
          .toArray()
          .map(({ key }) => key),
      )
    await apply(id, 'a', '', NOW)
    await apply(id, 'b', '', new Date(NOW.getTime() + DAY))
    await apply(id, 'c', '', new Date(NOW.getTime() + 7 * DAY))
    expect(await keys()).toEqual(['a', 'b', 'c'])
    await apply(id, 'd', '', new Date(NOW.getTime() + 8 * DAY - 1))
    expect(await keys()).toEqual(['b', 'c', 'd'])
  })
})
