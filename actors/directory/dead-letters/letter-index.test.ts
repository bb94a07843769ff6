import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { DeadLetter } from '@switchboard/shared-types/api/admin'
import { getStub } from '@switchboard/shared-types/door'
import { newId } from '@switchboard/shared-types/ids'
import type { DirectoryId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'

const trace = startTrace('test')

function shard(id: DirectoryId) {
  const stub = () => getStub(env.DIRECTORY, id)
  return {
    report: (letter: DeadLetter) => stub().reportDeadLetter(id, trace, letter),
    forget: (letter: string) => stub().forgetDeadLetter(id, trace, letter),
    find: (letter: string) => stub().findDeadLetter(id, trace, letter),
    list: (query: { q?: string; cursor?: string; limit?: number }) =>
      stub().listDeadLetters(id, trace, { limit: 50, ...query }),
  }
}

function deadLetter(madeAt: number, change: Partial<DeadLetter> = {}): DeadLetter {
  return {
    id: newId('dlt', madeAt),
    actor: 'feed',
    actorId: newId('feed'),
    target: newId('inb'),
    kind: 'inbox.deliver',
    attempts: 20,
    reason: 'overloaded',
    at: '2026-11-20T10:00:00.000Z',
    ...change,
  }
}

describe('the index of dead letters', () => {
  it('finds a letter until it is replayed', async () => {
    const { report, find, forget } = shard('dir_letters_find')
    const dead = deadLetter(1)
    await report(dead)
    expect(await find(dead.id)).toEqual({ ok: true, value: dead })
    await forget(dead.id)
    expect(await find(dead.id)).toMatchObject({ ok: false, error: { code: 'dead_letter.not_found' } })
  })

  it('shows a letter that died again once, with its newest reason', async () => {
    const { report, list } = shard('dir_letters_again')
    const first = deadLetter(1)
    const again = { ...first, attempts: 1, reason: 'subscription.not_found: gone' }
    await report(first)
    await report(again)
    expect(await list({})).toEqual({ ok: true, value: { letters: [again], nextCursor: null } })
  })

  it('pages from the youngest message to the oldest', async () => {
    const { report, list } = shard('dir_letters_pages')
    const letters = Array.from({ length: 5 }, (_, n) => deadLetter(n + 1))
    for (const dead of letters) await report(dead)
    const [oldest, second, third, fourth, youngest] = letters
    const first = await list({ limit: 3 })
    expect(first).toMatchObject({ ok: true, value: { letters: [youngest, fourth, third] } })
    const cursor = first.ok ? first.value.nextCursor : null
    expect(await list({ limit: 3, cursor: cursor ?? '' })).toEqual({
      ok: true,
      value: { letters: [second, oldest], nextCursor: null },
    })
  })

  it('finds letters by what they were and why they died', async () => {
    const { report, list } = shard('dir_letters_search')
    const dead = deadLetter(1, { reason: 'Subscription.Not_Found: no such subscription' })
    await report(dead)
    await report(deadLetter(2))
    expect(await list({ q: 'not_found' })).toMatchObject({ ok: true, value: { letters: [dead] } })
    expect(await list({ q: 'not%found' })).toMatchObject({ ok: true, value: { letters: [] } })
  })

  it('refuses a cursor that it did not give', async () => {
    const { list } = shard('dir_letters_cursor')
    expect(await list({ cursor: 'feed_1' })).toMatchObject({ ok: false, error: { code: 'cursor.invalid' } })
  })
})
