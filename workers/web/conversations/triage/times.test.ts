import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromLocalField, presets, toLocalField } from './times.ts'

const moments = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })

test('every preset lies ahead, whenever it is asked for', () => {
  fc.assert(
    fc.property(moments, (now) => {
      const all = presets(now)
      expect(all.length).toBeGreaterThanOrEqual(4)
      for (const { at } of all) expect(at.getTime()).toBeGreaterThan(now.getTime())
    }),
  )
})

test('next week is a Monday, and on a Monday the next one', () => {
  const monday = new Date(2026, 10, 23, 8)
  const next = presets(monday).find(({ text }) => text === 'Next week')
  expect(next?.at).toEqual(new Date(2026, 10, 30, 9))
})

test('a month after the last of January is the last of February', () => {
  const last = presets(new Date(2026, 0, 31, 8)).find(({ text }) => text === 'In a month')
  expect(last?.at).toEqual(new Date(2026, 1, 28, 9))
})

test('a field is read back as it was written, to the minute', () => {
  const at = new Date(2026, 10, 23, 9, 5)
  expect(fromLocalField(toLocalField(at), new Date(2026, 10, 22))).toEqual(at)
})

test('an empty field, nonsense and a time in the past are no time', () => {
  const now = new Date(2026, 10, 23)
  for (const value of ['', 'soon', '2026-11-22T09:00']) expect(fromLocalField(value, now)).toBeNull()
})
