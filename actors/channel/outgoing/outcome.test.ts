import { describe, expect, it } from 'vitest'
import { newId } from '@switchboard/shared-types/ids'
import type { Performed } from '../kinds/kind.ts'
import { MAX_AGE_MS, afterAttempt, endOf } from './outcome.ts'
import type { OutgoingRow } from './outgoing-table.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const HOUR_MS = 3_600_000
const FORGETS = { idempotent: false }
const KNOWS = { idempotent: true }
const KNOWS_AN_HOUR = { idempotent: true, idempotentMs: HOUR_MS }

function row(more: Partial<OutgoingRow> = {}): OutgoingRow {
  return {
    no: 1,
    id: newId('msg'),
    from: newId('cnv'),
    lane: 't',
    body: '',
    requestId: 'req',
    state: 'sending',
    step: 2,
    attempts: 1,
    uncertainSince: null,
    dueAt: NOW,
    createdAt: NOW,
    endedAt: null,
    reason: null,
    key: null,
    url: null,
    ...more,
  }
}

function after(outcome: Performed['outcome'], given: Partial<OutgoingRow>, kind = FORGETS, more = {}) {
  const performed = { outcome, reason: 'It said so.', ...more }
  return afterAttempt(row(given), performed, kind, { now: NOW, random: () => 0.5 })
}

describe('an attempt whose outcome is not known', () => {
  it('is never repeated where the platform would not know it again', () => {
    expect(after('unknown', {})).toMatchObject({ state: 'unknown' })
    expect(after('unknown', {}).reason).toContain('It said so.')
  })

  it('is repeated where it would', () => {
    expect(after('unknown', {}, KNOWS)).toMatchObject({ state: 'queued', uncertainSince: NOW })
  })

  it('is repeated only as long as the platform remembers', () => {
    const since = { uncertainSince: NOW - HOUR_MS + 1 }
    expect(after('retry', since, KNOWS_AN_HOUR)).toMatchObject({ state: 'queued' })
    expect(after('retry', { uncertainSince: NOW - HOUR_MS }, KNOWS_AN_HOUR)).toMatchObject({
      state: 'unknown',
    })
    expect(endOf(row(since), KNOWS_AN_HOUR, NOW)).toBeNull()
    expect(endOf(row(since), KNOWS_AN_HOUR, NOW + 1)).toMatchObject({ state: 'unknown' })
  })

  it('stays unknown when it is given up, whatever was said last', () => {
    expect(after('retry', { uncertainSince: NOW - 1, attempts: 20 }, KNOWS)).toMatchObject({
      state: 'unknown',
    })
    const old = row({ uncertainSince: NOW - 1, createdAt: NOW - MAX_AGE_MS })
    expect(endOf(old, KNOWS, NOW)).toMatchObject({ state: 'unknown' })
  })

  it('is known in the end where a repetition succeeds, and not where it is refused', () => {
    expect(after('sent', { uncertainSince: NOW - 1 }, KNOWS)).toMatchObject({ state: 'sent' })
    expect(after('failed', { uncertainSince: NOW - 1 }, KNOWS)).toMatchObject({ state: 'unknown' })
    expect(after('failed', {}, KNOWS)).toMatchObject({ state: 'failed', reason: 'It said so.' })
  })
})

describe('an attempt that the platform surely did not take', () => {
  it('waits longer each time, at random, and never less than the platform asks', () => {
    const waits = [1, 2, 3, 4].map((attempts) => (after('retry', { attempts }).dueAt ?? 0) - NOW)
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000])
    expect(after('retry', { attempts: 19 }).dueAt).toBeLessThanOrEqual(NOW + HOUR_MS / 2)
    expect(after('retry', {}, FORGETS, { afterMs: 60_000 }).dueAt).toBeGreaterThanOrEqual(NOW + 60_000)
  })

  it('fails after twenty of them, or a day', () => {
    expect(after('retry', { attempts: 19 })).toMatchObject({ state: 'queued' })
    expect(after('retry', { attempts: 20 })).toMatchObject({ state: 'failed' })
    expect(endOf(row({ createdAt: NOW - MAX_AGE_MS }), FORGETS, NOW)).toMatchObject({ state: 'failed' })
  })

  it('waits for new credentials without losing its turn', () => {
    expect(after('unauthorised', {})).toMatchObject({ state: 'queued', dueAt: NOW })
  })
})
