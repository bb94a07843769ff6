import { expect, it, vi } from 'vitest'
import { stopClock } from '../../testing/kernel/clock.ts'
import { handOver, NOTE, probeId } from '../../testing/kernel/probe.ts'
import { scriptOf } from '../../testing/kernel/script.ts'
import { fireDue, stubOf, within } from '../../testing/kernel/within.ts'

stopClock()

const TRACE = { requestId: 'req_redelivery', via: ['test'] }

it('delivers again, under the same key, what had arrived when its sender crashed; the receiver applies it once', async () => {
  const [id, target] = [probeId('crashing'), probeId('crashing-target')]
  const keys: string[] = []
  let crashAfter = '2'
  scriptOf(id).hand = async (message, trace) => {
    keys.push(message.key)
    const answer = await handOver(message, trace)
    if (message.body === JSON.stringify(crashAfter)) {
      await within(id, ({ state }) => state.abort('crash')).catch(() => undefined)
      await new Promise(() => undefined)
    }
    return answer
  }
  await within(id, ({ mail }) => {
    for (const text of ['1', '2', '3']) mail.send(NOTE, target, text, TRACE)
  })
  await expect(fireDue(id)).rejects.toThrow()
  expect(keys).toHaveLength(2)
  crashAfter = ''

  // The test's way of firing has deleted the alarm; the next call finds it missing.
  await stubOf(id).health(id, TRACE)
  await fireDue(id)
  expect(keys.slice(2, 4)).toEqual(keys.slice(0, 2))
  expect(await stubOf(target).notes(target, TRACE)).toEqual(['1', '2', '3'])
  expect(await stubOf(id).health(id, TRACE)).toMatchObject({ pendingMessages: 0, deadLetters: 0 })
  vi.restoreAllMocks()
})
