import { afterEach, describe, expect, it, vi } from 'vitest'
import { periodBetween, periodNamed, periodWords } from './period.ts'

afterEach(() => vi.unstubAllEnvs())

const named = (name: Parameters<typeof periodNamed>[0]) => periodNamed(name, new Date('2026-11-21T10:30:00Z'))

describe('the period of a digest', () => {
  it('begins at a midnight of the person’s own', () => {
    vi.stubEnv('TZ', 'Europe/Oslo')
    expect(named('today')).toEqual({ from: '2026-11-20T23:00:00.000Z', to: '2026-11-21T10:30:00.000Z' })
    expect(named('yesterday')).toEqual({ from: '2026-11-19T23:00:00.000Z', to: '2026-11-20T23:00:00.000Z' })
    expect(named('week').from).toBe('2026-11-14T23:00:00.000Z')
    expect(named('month').from).toBe('2026-10-22T22:00:00.000Z')
  })

  it('has all of its last day, however long that is', () => {
    vi.stubEnv('TZ', 'Europe/Oslo')
    expect(periodBetween('2026-10-25', '2026-10-25')).toEqual({
      from: '2026-10-24T22:00:00.000Z',
      to: '2026-10-25T23:00:00.000Z',
    })
  })

  it('is said in as few words as will do', () => {
    vi.stubEnv('TZ', 'America/New_York')
    const now = new Date('2026-11-21T10:30:00Z')
    const between = (first: string, last: string) => periodWords(periodBetween(first, last), now)
    expect(between('2026-11-21', '2026-11-21')).toBe('21 November')
    expect(between('2026-11-15', '2026-11-21')).toBe('15 to 21 November')
    expect(between('2026-10-30', '2026-11-02')).toBe('30 October to 2 November')
    expect(between('2025-12-30', '2026-01-02')).toBe('30 December 2025 to 2 January')
  })
})
