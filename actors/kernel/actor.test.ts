import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import { rowsWritten } from '../testing/rows-written.ts'
import { NOTE, probeId } from '../testing/kernel/probe.ts'
import { probes } from '../testing/kernel/probes.ts'
import { scriptOf } from '../testing/kernel/script.ts'
import { stubOf, within } from '../testing/kernel/within.ts'

const TRACE = { requestId: 'req_actor', via: ['edge'] }

describe('an actor', () => {
  it('refuses a call that was meant for another, before anything is read or written', async () => {
    const [id, other] = [probeId('asked'), probeId('meant')]
    await stubOf(id).note(id, TRACE, { key: 'k', text: 'mine' })
    const counted = await rowsWritten(stubOf(id), async () => {
      await expect(stubOf(id).note(other, TRACE, { key: 'l', text: 'theirs' })).rejects.toMatchObject({
        name: 'MisroutedCall',
        code: 'actor.misrouted',
        message: 'this call was meant for another actor',
      })
      await expect(stubOf(id).notes(other, TRACE)).rejects.toThrow('meant for another actor')
    })
    expect(counted.writes).toEqual([])
    expect(await stubOf(id).notes(id, TRACE)).toEqual(['mine'])
  })

  it('without a name answers nobody and writes nothing', async () => {
    const stub = probes.PROBE.get(probes.PROBE.newUniqueId())
    await expect(stub.health(probeId('anybody'), TRACE)).rejects.toMatchObject({ code: 'actor.misrouted' })
    await runInDurableObject(stub, async (actor, { storage }) => {
      await actor.alarm()
      expect(storage.sql.exec('SELECT name FROM sqlite_master').toArray()).toEqual([])
    })
  })

  it('offers no field of its own over RPC', async () => {
    const id = probeId('private')
    await stubOf(id).health(id, TRACE)
    for (const field of ['db', 'mail', 'jobs', 'commits', 'call', 'erase', 'parts', 'ctx', 'env']) {
      const reached: unknown = Reflect.get(stubOf(id), field)
      await expect(Promise.resolve(reached), field).rejects.toThrow('does not implement')
      if (typeof reached !== 'function') continue
      await expect(Promise.resolve(Reflect.apply(reached, stubOf(id), [id, TRACE])), field).rejects.toThrow()
    }
  })

  it('tells of its health: what waits and what is dead', async () => {
    const id = probeId('healthy')
    const health = { actor: 'inbox', id, ok: true, ms: 0, deadLetters: 0, pendingMessages: 0 }
    expect(await stubOf(id).health(id, TRACE)).toEqual(health)
    await within(id, ({ storage, mail }) => {
      mail.send(NOTE, 'a', '1', TRACE)
      mail.send(NOTE, 'a', '2', TRACE)
      storage.sql.exec("UPDATE outbox SET dead_at = '2026-11-21T00:00:00.000Z' WHERE seq = 1")
      void storage.deleteAlarm()
    })
    expect(await stubOf(id).health(id, TRACE)).toEqual({
      ...health,
      ok: false,
      deadLetters: 1,
      pendingMessages: 1,
    })
  })

  it('writes nothing for a call that changes nothing', async () => {
    const id = probeId('reading')
    await stubOf(id).health(id, TRACE)
    const { writes } = await rowsWritten(stubOf(id), async () => {
      await stubOf(id).health(id, TRACE)
      await stubOf(id).notes(id, TRACE)
    })
    expect(writes).toEqual([])
    await evictDurableObject(stubOf(id))
    const again = await rowsWritten(stubOf(id), () => stubOf(id).notes(id, TRACE))
    expect(again.writes).toEqual([])
  })
})

describe('an actor whose storage a newer version has written', () => {
  it('refuses to start, says why, and leaves everything as it is', async () => {
    const id = probeId('newer')
    await stubOf(id).note(id, TRACE, { key: 'k', text: 'kept' })
    await within(id, ({ storage }) => storage.kv.put('kernel:migrations', 99))
    await evictDurableObject(stubOf(id))
    await expect(stubOf(id).notes(id, TRACE)).rejects.toThrow(
      'storage has 99 migrations, this version knows 1',
    )
  })
})

describe('an actor that is erased', () => {
  it('keeps no row, no key and no alarm', async () => {
    const id = probeId('erased')
    await stubOf(id).note(id, TRACE, { key: 'k', text: 'gone' })
    await within(id, async ({ erase, jobs, storage }) => {
      jobs.schedule('tidy', Date.now() + 3_600_000)
      jobs.schedule('poll', Date.now() + 1_800_000)
      await erase()
      expect(await storage.getAlarm()).toBeNull()
      expect(storage.sql.exec('SELECT name FROM sqlite_master').toArray()).toEqual([])
    })
  })

  it('is as on its first day for the next call, and keeps what that call writes', async () => {
    const id = probeId('revived')
    await stubOf(id).note(id, TRACE, { key: 'k', text: 'before' })
    await within(id, ({ mail }) => mail.send('probe.unheard-of', 'a', '1', TRACE))
    await within(id, ({ erase }) => erase())
    const [first, second] = await Promise.all([
      stubOf(id).note(id, TRACE, { key: 'k', text: 'after' }),
      stubOf(id).notes(id, TRACE),
    ])
    expect(first).toEqual({ ok: true, value: null })
    expect(second).toEqual(['after'])
    await within(id, ({ jobs }) => jobs.schedule('tidy', Date.now() + 3_600_000))
    await evictDurableObject(stubOf(id))
    expect(await stubOf(id).notes(id, TRACE)).toEqual(['after'])
    expect(await stubOf(id).health(id, TRACE)).toMatchObject({ pendingMessages: 0 })
    expect(await within(id, ({ jobs }) => jobs.scheduledFor('tidy'))).not.toBeNull()
  })

  it('is not written to by what was begun before', async () => {
    const id = probeId('erased-by-itself')
    vi.spyOn(console, 'error').mockReturnValue()
    scriptOf(id).jobs.tidy = () => within(id, ({ erase }) => erase())
    scriptOf(id).jobs.digest = async () => {
      await scheduler.wait(20)
      throw new Error('no luck')
    }
    await within(id, async ({ jobs, storage }) => {
      jobs.schedule('tidy', Date.now())
      jobs.schedule('digest', Date.now())
      await storage.deleteAlarm()
      await jobs.run(TRACE)
      expect(storage.sql.exec('SELECT name FROM sqlite_master').toArray()).toEqual([])
      expect(await storage.getAlarm()).toBeNull()
    })
  })
})
