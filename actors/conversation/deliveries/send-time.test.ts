import { describe, expect, it } from 'vitest'
import { sendTime } from './send-time.ts'

const now = new Date('2026-11-21T12:00:00.000Z')

describe('when an approved message leaves', () => {
  it('is ten seconds later, so that it can be taken back', () => {
    expect(sendTime(now)).toEqual({ ok: true, value: '2026-11-21T12:00:10.000Z' })
  })

  it('is when the person wants it, in UTC, from ten seconds to a year from now', () => {
    expect(sendTime(now, '2026-11-21T14:00:00+01:00')).toEqual({
      ok: true,
      value: '2026-11-21T13:00:00.000Z',
    })
    for (const wanted of ['2026-11-21T12:00:09Z', '2020-01-01T00:00:00Z', '2027-11-24T00:00:00Z'])
      expect(sendTime(now, wanted)).toMatchObject({ error: { code: 'draft.bad_time' } })
  })
})
