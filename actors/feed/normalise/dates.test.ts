import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDate } from './dates.ts'

const SAME_INSTANT = [
  'Tue, 10 Jun 2025 04:05:06 GMT',
  'Tue, 10 Jun 2025 04:05:06 +0000',
  'Tue, 10 Jun 25 04:05:06 Z',
  'Tuesday, 10-Jun-25 04:05:06 UTC',
  '10 June 2025 06:05:06 +0200',
  'Tue,10 Jun 2025 06:05:06 +02:00',
  'Tue, 10 Jun 2025 00:05:06 EDT',
  'Mon, 09 Jun 2025 21:05:06 -0700 (PDT)',
  'Tue Jun 10 04:05:06 2025',
  'Tue Jun 10 04:05:06 UTC 2025',
  'Tue Jun 10 2025 06:05:06 GMT+0200 (CEST)',
  'June 10, 2025 4:05:06 AM',
  'Jun 10th, 2025 04:05:06',
  '2025-06-10T04:05:06Z',
  '2025-06-10T04:05:06.000+00:00',
  '2025-06-10 04:05:06',
  '2025-06-10 04:05:06 UTC',
  '2025-06-10T06:05:06+0200',
  '2025/06/10 04:05:06',
  '20250610T040506Z',
  '2025-161T04:05:06Z',
  '2025-W24-2T04:05:06Z',
  '06/10/2025 4:05:06 AM',
  '10.06.2025 04:05:06',
  '1749528306',
  '1749528306000',
  'Di, 10 Jun 2025 06:05:06 +0200',
  'mar., 10 juin 2025 06:05:06 +0200',
  'mar, 10 giu 2025 06:05:06 +0200',
  'ter, 10 jun 2025 04:05:06 GMT',
  'вт, 10 июня 2025 07:05:06 +0300',
  '10 czerwca 2025 04:05:06',
  'Sal, 10 Haz 2025 07:05:06 +0300',
  '2025年6月10日 04:05:06',
  '2025년 6월 10일 04:05:06',
  '١٠ يونيو ٢٠٢٥ 04:05:06',
]

describe('a date', () => {
  it('is read in every way that feeds write it', () => {
    for (const text of SAME_INSTANT)
      expect([text, parseDate(text)]).toEqual([text, '2025-06-10T04:05:06.000Z'])
  })

  it('may lack its time, its seconds or its day', () => {
    expect(parseDate('10 Jun 2025')).toBe('2025-06-10T00:00:00.000Z')
    expect(parseDate('Tue, 10 Jun 2025 04:05 GMT')).toBe('2025-06-10T04:05:00.000Z')
    expect(parseDate('2025-06')).toBe('2025-06-01T00:00:00.000Z')
    expect(parseDate('2025-06-10T04+02')).toBe('2025-06-10T02:00:00.000Z')
  })

  it('has the century that RFC 2822 gives to two digits', () => {
    expect(parseDate('01 Jan 49 00:00 GMT')).toBe('2049-01-01T00:00:00.000Z')
    expect(parseDate('01 Jan 99 00:00 GMT')).toBe('1999-01-01T00:00:00.000Z')
  })

  it('tells a month from a weekday that looks like one', () => {
    expect(parseDate('mar, 05 août 2025')).toBe('2025-08-05T00:00:00.000Z')
    expect(parseDate('Paz, 05 Eki 2025')).toBe('2025-10-05T00:00:00.000Z')
  })

  it('knows midnight as the end of a day and leap seconds', () => {
    expect(parseDate('Tue, 31 Dec 2024 24:00:00 GMT')).toBe('2025-01-01T00:00:00.000Z')
    expect(parseDate('2016-12-31T23:59:60Z')).toBe('2016-12-31T23:59:59.000Z')
  })

  it('is absent where there is none, or none that can be', () => {
    const bad = [
      '',
      'yesterday',
      '0000-00-00',
      '0001-01-01T00:00:00Z',
      '1970-01-01T00:00:00Z',
      '2025-02-30',
      '9999-12-31',
    ]
    for (const text of [...bad, '32 Jun 2025', '10 Jun 2025 25:00', '2025-13-01', '5', 'Jun 10']) {
      expect([text, parseDate(text)]).toEqual([text, null])
    }
  })

  it('is the instant that was written, as ISO 8601 and as RFC 822', () => {
    const time = fc.integer({ min: Date.UTC(1971, 0, 1) / 1000, max: Date.UTC(2199, 0, 1) / 1000 })
    fc.assert(
      fc.property(time, fc.integer({ min: -14 * 60, max: 14 * 60 }), (seconds, offset) => {
        const date = new Date(seconds * 1000)
        const local = new Date(seconds * 1000 + offset * 60_000)
        const sign = offset < 0 ? '-' : '+'
        const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60]
        const zone = `${sign}${String(hours).padStart(2, '0')}${String(minutes).padStart(2, '0')}`
        expect(parseDate(date.toISOString())).toBe(date.toISOString())
        expect(parseDate(date.toUTCString())).toBe(date.toISOString())
        expect(parseDate(local.toISOString().replace('.000Z', zone))).toBe(date.toISOString())
        expect(parseDate(local.toUTCString().replace('GMT', zone))).toBe(date.toISOString())
      }),
    )
  })

  it('is null or a date in ISO form, whatever the text', () => {
    const word = fc.constantFrom(
      '10',
      '2025',
      'Jun',
      ':',
      '-',
      '/',
      ' ',
      'T',
      '+02',
      'Z',
      '年',
      'PM',
      'W',
      '.',
      '99',
      '0',
    )
    const soup = fc.oneof(
      fc.string(),
      fc.array(word).map((words) => words.join('')),
    )
    fc.assert(
      fc.property(soup, (text) => {
        const date = parseDate(text)
        if (date !== null) expect(new Date(date).toISOString()).toBe(date)
      }),
      { numRuns: 2000 },
    )
  })
})
