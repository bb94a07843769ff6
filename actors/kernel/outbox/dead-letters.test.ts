import { beforeEach, describe, expect, it, vi } from 'vitest'
import { directoryOf } from '@switchboard/shared-types/contracts/directory'
import { getStub } from '@switchboard/shared-types/door'
import { err, ok } from '@switchboard/shared-types/result'
import { stopClock } from '../../testing/kernel/clock.ts'
import { NOTE, probeId } from '../../testing/kernel/probe.ts'
import { probes } from '../../testing/kernel/probes.ts'
import { scriptOf } from '../../testing/kernel/script.ts'
import type { ProbeId } from '../../testing/kernel/script.ts'
import { fireDue, stubOf, within } from '../../testing/kernel/within.ts'

stopClock()

const TRACE = { requestId: 'req_letters', via: ['test'] }

beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue()
})

async function listed(id: ProbeId) {
  const directory = directoryOf(id)
  const page = await getStub(probes.DIRECTORY, directory).listDeadLetters(directory, TRACE, { limit: 100 })
  return page.ok ? page.value.letters.filter(({ actorId }) => actorId === id) : []
}

/** Three messages, of which the second is refused. */
async function refuseSecond(id: ProbeId, target: ProbeId): Promise<void> {
  scriptOf(target).answer = (text) => (text === '2' ? err('probe.refused', 'Not wanted.') : ok(null))
  await within(id, ({ mail }) => {
    for (const text of ['1', '2', '3']) mail.send(NOTE, target, text, TRACE)
  })
  await fireDue(id)
}

describe('a dead letter', () => {
  it('is reported to the directory just as its actor tells of it', async () => {
    const [id, target] = [probeId('reporting'), probeId('reporting-target')]
    await refuseSecond(id, target)
    const letters = await stubOf(id).deadLetters(id, TRACE)
    expect(letters).toMatchObject([{ target, kind: NOTE, reason: 'probe.refused: Not wanted.' }])
    expect(await listed(id)).toEqual(letters)
  })

  it('is delivered by a replay, behind what arrived meanwhile, and the directory forgets it', async () => {
    const [id, target] = [probeId('replaying'), probeId('replaying-target')]
    await refuseSecond(id, target)
    scriptOf(target).answer = () => ok(null)
    const [letter] = await stubOf(id).deadLetters(id, TRACE)
    expect(await stubOf(id).replayDeadLetter(id, TRACE, letter?.id ?? '')).toEqual(ok(null))
    await fireDue(id)
    expect(await stubOf(target).notes(target, TRACE)).toEqual(['1', '3', '2'])
    expect(await stubOf(id).deadLetters(id, TRACE)).toEqual([])
    expect(await listed(id)).toEqual([])
  })

  it('is one again, and listed again, when the replay is refused too', async () => {
    const [id, target] = [probeId('replaying-again'), probeId('replaying-again-target')]
    await refuseSecond(id, target)
    const before = await stubOf(id).deadLetters(id, TRACE)
    await stubOf(id).replayDeadLetter(id, TRACE, before[0]?.id ?? '')
    await fireDue(id)
    expect(await stubOf(id).deadLetters(id, TRACE)).toEqual(before)
    expect(await listed(id)).toEqual(before)
  })

  it('cannot be replayed when there is none of that name, or when it only waits', async () => {
    const id = probeId('nothing-to-replay')
    await within(id, ({ mail }) => mail.send(NOTE, 'a', '1', TRACE))
    const key = await within(
      id,
      ({ storage }) => storage.sql.exec<{ key: string }>('SELECT key FROM outbox').one().key,
    )
    for (const letter of ['dlt_01J00000000000000000000000', key.replace('msg_', 'dlt_'), '']) {
      expect(await stubOf(id).replayDeadLetter(id, TRACE, letter)).toMatchObject({
        ok: false,
        error: { code: 'dead_letter.not_found' },
      })
    }
  })

  it('that is itself a report is not reported in turn', async () => {
    const id = probeId('unreportable')
    await within(id, ({ mail }) =>
      mail.send('directory.dead-letter', directoryOf(id), { not: 'a letter' }, TRACE),
    )
    vi.spyOn(console, 'warn').mockReturnValue()
    for (let attempt = 0; attempt < 20; attempt++) {
      await fireDue(id)
      vi.setSystemTime(Date.now() + 3_600_000)
    }
    expect(await stubOf(id).health(id, TRACE)).toMatchObject({ deadLetters: 1, pendingMessages: 0 })
    expect(await listed(id)).toEqual([])
  })
})
