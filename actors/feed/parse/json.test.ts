import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseLenientJson, repairJson } from './json.ts'

describe('JSON as found', () => {
  it('is closed after its last whole item where it was cut off', () => {
    const whole = '{"title":"t","items":[{"id":"1","tags":["a"]},{"id":"2"},{"id":"3","title":"three"}]}'
    for (let length = whole.indexOf('},{"id":"2"') + 1; length < whole.length; length++) {
      const json = parseLenientJson(whole.slice(0, length))
      expect(json).toMatchObject({ title: 't' })
      expect(json?.['items']).toContainEqual({ id: '1', tags: ['a'] })
    }
  })

  it('may hold raw control characters and trailing commas, and be followed by something else', () => {
    expect(parseLenientJson('{"a":"x\ny\u0001",\n"b":[1,2,],}\n<!-- cached -->')).toEqual({
      a: 'x y ',
      b: [1, 2],
    })
  })

  it('keeps commas and brackets that stand in strings', () => {
    expect(parseLenientJson('{"a":",}],\\"]",}')).toEqual({ a: ',}],"]' })
  })

  it('is an object or nothing', () => {
    for (const text of ['', '[]', '"{"', 'null', '{', 'no']) expect(parseLenientJson(text)).toBeNull()
  })

  it('is never repaired into something else where it is well formed', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        expect(JSON.parse(repairJson(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('ends the repair in time whatever stands there', { timeout: 60_000 }, () => {
    for (const unit of ['[', '{"a":', '"', ',', '\u0001', ',]', '\\']) {
      const started = performance.now()
      parseLenientJson(`{"items":[${unit.repeat(1_000_000)}`)
      expect(performance.now() - started).toBeLessThan(2000)
    }
  })
})
