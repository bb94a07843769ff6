import { env } from 'cloudflare:workers'
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { newId } from '@switchboard/shared-types/ids'
import type { DirectoryId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'
import { GENESIS } from './chain.ts'

const by = newId('per')

function log(id: DirectoryId) {
  const stub = () => getStub(env.DIRECTORY, id)
  return {
    stub,
    append: async (
      subject: string,
      { trace = startTrace('test'), act = 'person.suspend', key = newId('req') } = {},
    ) => {
      const entry = await stub().appendAudit(id, trace, { key, by, act, subject })
      if (!entry.ok) throw new Error(entry.error.code)
      return entry.value
    },
    page: (query: { q?: string; cursor?: string; limit?: number }) =>
      stub().audit(id, startTrace('test'), { limit: 100, ...query }),
    verify: () => stub().verifyAudit(id, startTrace('test')),
    meddle: (sql: string) =>
      runInDurableObject(stub(), (_, state) => {
        state.storage.sql.exec(sql)
      }),
  }
}

describe('the audit log', () => {
  it('names who did what, when and in which request, chained to the entry before', async () => {
    const { append, page } = log('dir_audit_entry')
    const trace = startTrace('test')
    const first = await append('per_a', { trace })
    const second = await append('per_b')
    expect(first).toMatchObject({
      seq: 1,
      by,
      act: 'person.suspend',
      subject: 'per_a',
      previousHash: GENESIS,
    })
    expect(first.requestId).toBe(trace.requestId)
    expect(second.previousHash).toBe(first.hash)
    expect(await page({})).toEqual({ ok: true, value: { entries: [second, first], nextCursor: null } })
  })

  it('makes one chain of 50 appends that arrive together', async () => {
    const { append, verify, page } = log('dir_audit_concurrent')
    const appended = await Promise.all(Array.from({ length: 50 }, (_, n) => append(`subject ${n}`)))
    expect(appended.map((entry) => entry.seq).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, n) => n + 1),
    )
    const listed = await page({})
    const chain = listed.ok ? listed.value.entries.toReversed() : []
    expect(chain.map((entry) => entry.previousHash)).toEqual([
      GENESIS,
      ...chain.slice(0, -1).map((entry) => entry.hash),
    ])
    expect(await verify()).toEqual({ entries: 50, intact: true, brokenAt: null })
  })

  it('writes one doing of an act once, however often it is told, and the next one again', async () => {
    const { append, verify, stub } = log('dir_audit_repeat')
    const told = { trace: startTrace('test'), key: newId('req') }
    const first = await append('per_a', told)
    await evictDurableObject(stub())
    expect(await append('per_a', told)).toEqual(first)
    expect(await verify()).toMatchObject({ entries: 1, intact: true })
    await append('per_a', { trace: told.trace })
    expect(await verify()).toMatchObject({ entries: 2, intact: true })
  })

  it.each([
    ['a changed subject', `UPDATE audit SET subject = 'per_x' WHERE seq = 2`, 2],
    ['a changed admin', `UPDATE audit SET by = 'per_x' WHERE seq = 1`, 1],
    ['a changed time', `UPDATE audit SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 3`, 3],
    ['a changed request', `UPDATE audit SET request_id = 'req_x' WHERE seq = 3`, 3],
    ['a changed act', `UPDATE audit SET act = 'feed.pause' WHERE seq = 3`, 3],
    ['a changed hash', `UPDATE audit SET hash = '${'a'.repeat(64)}' WHERE seq = 2`, 2],
    ['a removed entry', `DELETE FROM audit WHERE seq = 2`, 2],
    ['a removed first entry', `DELETE FROM audit WHERE seq = 1`, 1],
    ['a removed last entry', `DELETE FROM audit WHERE seq = 4`, 4],
    [
      'two entries swapped',
      `UPDATE audit SET seq = CASE seq WHEN 2 THEN -3 ELSE -2 END WHERE seq IN (2, 3);
      UPDATE audit SET seq = -seq WHERE seq < 0`,
      2,
    ],
  ])('tells where the chain is broken by %s', async (what, sql, brokenAt) => {
    const { append, verify, meddle } = log(`dir_audit_${what.replaceAll(' ', '_')}`)
    for (const subject of ['per_a', 'per_b', 'per_c', 'per_d']) await append(subject)
    expect(await verify()).toEqual({ entries: 4, intact: true, brokenAt: null })
    await meddle(sql)
    expect(await verify()).toMatchObject({ intact: false, brokenAt })
  })

  it('verifies an empty log', async () => {
    expect(await log('dir_audit_empty').verify()).toEqual({ entries: 0, intact: true, brokenAt: null })
  })

  it('verifies a log that is longer than one batch, and sees a change behind the first', async () => {
    const { append, verify, meddle } = log('dir_audit_long')
    for (let from = 0; from < 1_100; from += 100) {
      await Promise.all(Array.from({ length: 100 }, (_, n) => append(`subject ${from + n}`)))
    }
    expect(await verify()).toEqual({ entries: 1_100, intact: true, brokenAt: null })
    await meddle(`UPDATE audit SET act = 'nothing' WHERE seq = 1050`)
    expect(await verify()).toEqual({ entries: 1_100, intact: false, brokenAt: 1_050 })
  })

  it('pages newest first and finds by act, subject and admin', async () => {
    const { append, page } = log('dir_audit_pages')
    for (let n = 1; n <= 5; n++) await append(`feed_${n}`, { act: n === 3 ? 'feed.PAUSE' : 'feed.resume' })
    const first = await page({ limit: 2 })
    expect(first).toMatchObject({ ok: true, value: { entries: [{ seq: 5 }, { seq: 4 }], nextCursor: '4' } })
    expect(await page({ limit: 9, cursor: '4' })).toMatchObject({
      value: { entries: [{ seq: 3 }, { seq: 2 }, { seq: 1 }], nextCursor: null },
    })
    expect(await page({ q: 'pause' })).toMatchObject({ value: { entries: [{ seq: 3 }] } })
    expect(await page({ q: 'feed_2' })).toMatchObject({ value: { entries: [{ seq: 2 }] } })
    expect(await page({ q: by, limit: 1 })).toMatchObject({ value: { entries: [{ seq: 5 }] } })
    expect(await page({ cursor: 'x' })).toMatchObject({ ok: false, error: { code: 'cursor.invalid' } })
  })
})
