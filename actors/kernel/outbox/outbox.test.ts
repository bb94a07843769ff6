import { evictDurableObject } from 'cloudflare:test'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { err, ok } from '@switchboard/shared-types/result'
import { rowsWritten } from '../../testing/rows-written.ts'
import { HOUR, MINUTE, SECOND, setClock, START, stopClock } from '../../testing/kernel/clock.ts'
import { NOTE, probeId } from '../../testing/kernel/probe.ts'
import { scriptOf } from '../../testing/kernel/script.ts'
import type { ProbeId } from '../../testing/kernel/script.ts'
import { alarmOf, fireDue, stubOf, within } from '../../testing/kernel/within.ts'

stopClock()

const TRACE = { requestId: 'req_outbox', via: ['test'] }

beforeEach(() => {
  vi.spyOn(console, 'warn').mockReturnValue()
  vi.spyOn(console, 'error').mockReturnValue()
})

/** Lets a probe hand its messages to the test; `fails` decides which of them are not taken. */
function takeMail(id: ProbeId, fails: (text: string) => boolean = () => false): string[] {
  const taken: string[] = []
  scriptOf(id).hand = async ({ target, body }) => {
    const text = `${target} ${String(JSON.parse(body))}`
    if (fails(text)) throw new Error('not at home')
    taken.push(text)
    return ok(null)
  }
  return taken
}

function send(id: ProbeId, ...messages: [target: string, text: string][]): Promise<void> {
  return within(id, ({ mail }) => {
    for (const [target, text] of messages) mail.send(NOTE, target, text, TRACE)
  })
}

const pending = (id: ProbeId) => within(id, ({ mail }) => mail.pending())

describe('a message', () => {
  it('is told after the change that it was sent with has committed', async () => {
    const [from, to] = [probeId('sender'), probeId('receiver')]
    await stubOf(from).tell(from, TRACE, to, 'hello')
    expect(await alarmOf(from)).toBe(START)
    await fireDue(from)
    expect(await stubOf(to).notes(to, TRACE)).toEqual(['hello'])
    expect(await pending(from)).toBe(0)
    expect(await alarmOf(from)).toBeNull()
  })

  it('is gone with the change that was rolled back, and leaves no alarm for ever', async () => {
    const id = probeId('rolled-back')
    const taken = takeMail(id)
    await within(id, ({ mail, storage }) => {
      expect(() =>
        storage.transactionSync(() => {
          mail.send(NOTE, 'a', 'never', TRACE)
          throw new Error('rolled back')
        }),
      ).toThrow('rolled back')
    })
    expect(await pending(id)).toBe(0)
    await fireDue(id)
    expect(taken).toEqual([])
    expect(await alarmOf(id)).toBeNull()
  })

  it('costs one row to send, one to deliver, and one alarm for all that are sent together', async () => {
    const id = probeId('rows')
    takeMail(id)
    const sent = await rowsWritten(stubOf(id), () => send(id, ['a', '1'], ['b', '2'], ['a', '3']))
    expect(sent.rows).toBe(4)
    const delivered = await rowsWritten(stubOf(id), () => within(id, ({ jobs }) => jobs.run(TRACE)))
    expect(delivered.rows).toBe(3)
  })

  it('survives the eviction of its sender', async () => {
    const id = probeId('evicted')
    const taken = takeMail(id)
    await send(id, ['a', 'kept'])
    await evictDurableObject(stubOf(id))
    await fireDue(id)
    expect(taken).toEqual(['a kept'])
  })

  it('carries the request that caused it to the one that is told', async () => {
    const id = probeId('traced')
    const requests: string[] = []
    scriptOf(id).hand = async (_, trace) => {
      requests.push(`${trace.requestId} ${trace.via.join('>')}`)
      return ok(null)
    }
    await send(id, ['a', 'hello'])
    await fireDue(id)
    expect(requests).toEqual(['req_outbox inbox'])
  })
})

describe('messages to one target', () => {
  it('arrive in the order in which they were sent, those sent meanwhile behind the others', async () => {
    const id = probeId('order')
    const taken = takeMail(id)
    const { hand } = scriptOf(id)
    scriptOf(id).hand = async (message, trace) => {
      if (message.body === '"1"') await send(id, ['a', '4'])
      return (await hand?.(message, trace)) ?? ok(null)
    }
    await send(id, ['a', '1'], ['a', '2'], ['a', '3'])
    await fireDue(id)
    expect(taken).toEqual(['a 1', 'a 2', 'a 3', 'a 4'])
  })

  it('wait for the oldest of them when it fails, and keep their order', async () => {
    const id = probeId('head')
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    let away = true
    const taken = takeMail(id, (text) => away && text === 'a 2')
    await send(id, ['a', '1'], ['a', '2'], ['a', '3'])
    await fireDue(id)
    expect(taken).toEqual(['a 1'])
    expect(await alarmOf(id)).toBe(START + SECOND / 2)
    await send(id, ['a', '4'])
    expect(await alarmOf(id), 'a new message does not hasten the old').toBe(START + SECOND / 2)
    await evictDurableObject(stubOf(id))
    away = false
    setClock(SECOND)
    await fireDue(id)
    expect(taken).toEqual(['a 1', 'a 2', 'a 3', 'a 4'])
  })

  it('are tried at growing distances, at random', async () => {
    const id = probeId('backoff')
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    takeMail(id, () => true)
    await send(id, ['a', '1'])
    const waits: number[] = []
    for (let attempt = 0; attempt < 15; attempt++) {
      await fireDue(id)
      const alarm = (await alarmOf(id)) ?? 0
      waits.push(alarm - Date.now())
      setClock(alarm - START)
    }
    expect(waits.slice(0, 5)).toEqual([500, 1_000, 2_000, 4_000, 8_000])
    expect(waits.at(-1)).toBe(HOUR / 2)
  })

  it('do not wait for another target that fails', async () => {
    const id = probeId('independent')
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const taken = takeMail(id, (text) => text.startsWith('a'))
    await send(id, ['a', '1'], ['b', '1'], ['a', '2'], ['c', '1'], ['b', '2'])
    await fireDue(id)
    expect(taken.toSorted()).toEqual(['b 1', 'b 2', 'c 1'])
    expect(await pending(id)).toBe(2)
  })

  it('do not wait for another target that is slow, even when they were sent meanwhile', async () => {
    const id = probeId('slow')
    const slow = Promise.withResolvers<void>()
    const taken: string[] = []
    scriptOf(id).hand = async ({ target }) => {
      if (target === 'slow') await slow.promise
      taken.push(target)
      return ok(null)
    }
    await send(id, ['slow', '1'])
    const fired = fireDue(id)
    await send(id, ['quick', '1'])
    await vi.waitFor(() => expect(taken).toEqual(['quick']))
    slow.resolve()
    await fired
    expect(taken).toEqual(['quick', 'slow'])
  })
})

describe('a long queue', () => {
  it('is emptied page by page, in order, reading each message about once', async () => {
    const id = probeId('long')
    vi.spyOn(Math, 'random').mockReturnValue(0.999)
    const taken = takeMail(id, (text) => text.startsWith('away'))
    await within(id, ({ mail, storage }) =>
      storage.transactionSync(() => {
        mail.send(NOTE, 'away', 'first', TRACE)
        for (let n = 0; n < 10_000; n++) mail.send(NOTE, `target ${n % 3}`, String(n), TRACE)
      }),
    )
    const read = await rowsRead(id, () => fireDue(id))
    expect(taken).toHaveLength(10_000)
    for (const target of ['target 0', 'target 1', 'target 2']) {
      const numbers = taken
        .filter((text) => text.startsWith(target))
        .map((text) => Number(text.split(' ')[2]))
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    }
    // The pages themselves, their deletion, and a look now and then at what busy targets hold back.
    expect(read).toBeLessThan(10_000 * 10)
    expect(await pending(id)).toBe(1)
  }, 60_000)
})

async function rowsRead(id: ProbeId, run: () => unknown): Promise<number> {
  const cursors: { rowsRead: number }[] = []
  const spy = await within(id, ({ storage: { sql } }) => {
    const exec = sql.exec.bind(sql)
    return vi.spyOn(sql, 'exec').mockImplementation((query, ...bindings: unknown[]) => {
      const cursor = exec(query, ...bindings)
      cursors.push(cursor)
      return cursor
    })
  })
  await run()
  const counts = await within(id, () => cursors.map((cursor) => cursor.rowsRead))
  spy.mockRestore()
  return counts.reduce((sum, rows) => sum + rows, 0)
}

describe('a message that its target refuses', () => {
  it('is a dead letter at once, and the next one is delivered', async () => {
    const id = probeId('refused')
    scriptOf(id).hand = async ({ body }) =>
      body === '"bad"' ? err('probe.refused', 'Not wanted.') : ok(null)
    await send(id, ['a', 'bad'], ['a', 'good'])
    await fireDue(id)
    expect(await stubOf(id).health(id, TRACE)).toMatchObject({
      ok: false,
      deadLetters: 1,
      pendingMessages: 0,
    })
    const [letter, ...others] = await stubOf(id).deadLetters(id, TRACE)
    expect(others).toEqual([])
    expect(letter?.id).toMatch(/^dlt_[0-9A-Z]{26}$/)
    expect(letter).toMatchObject({
      actor: 'inbox',
      actorId: id,
      target: 'a',
      kind: NOTE,
      attempts: 1,
      reason: 'probe.refused: Not wanted.',
      at: new Date(START).toISOString(),
    })
  })

  it('is one too when nobody knows the way to its target', async () => {
    const id = probeId('no-route')
    await within(id, ({ mail }) => mail.send('probe.unheard-of', 'a', 'x', TRACE))
    await fireDue(id)
    expect(await stubOf(id).deadLetters(id, TRACE)).toMatchObject([
      { reason: 'no route for probe.unheard-of' },
    ])
  })
})

describe('a message that its target never takes', () => {
  it('is a dead letter after twenty attempts, and the next one has its own', async () => {
    const id = probeId('never')
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    let attempts = 0
    const taken = takeMail(id, (text) => text === 'a 1' && ++attempts > 0)
    await send(id, ['a', '1'], ['a', '2'])
    for (let tries = 0; tries < 20; tries++) {
      expect(taken).toEqual([])
      await fireDue(id)
      setClock(((await alarmOf(id)) ?? Date.now()) - START)
    }
    expect(attempts).toBe(20)
    expect(taken).toEqual(['a 2'])
    expect(await stubOf(id).deadLetters(id, TRACE)).toMatchObject([{ attempts: 20, reason: 'not at home' }])
  })

  it('counts a target that does not answer within half a minute as one that failed', async () => {
    const id = probeId('silent')
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    scriptOf(id).hand = () => new Promise(() => undefined)
    await within(id, async ({ jobs, mail }) => {
      vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: START })
      mail.send(NOTE, 'a', '1', TRACE)
      const run = jobs.run(TRACE)
      await vi.advanceTimersByTimeAsync(MINUTE / 2)
      await run
      vi.useRealTimers()
    })
    expect(await pending(id)).toBe(1)
    expect(String(warn.mock.lastCall?.[0])).toContain('no answer in time')
  })
})
