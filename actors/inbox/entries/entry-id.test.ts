import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { EntryId, toBase32 } from '@switchboard/shared-types/ids'
import { entryId, entryNo } from './entry-id.ts'

const number = fc.maxSafeNat()
const time = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })

it('an entry’s id is an id, and gives its number back', () => {
  fc.assert(
    fc.property(number, time, (no, at) => {
      const id = entryId(no, at.toISOString())
      expect(EntryId.parse(id)).toBe(id)
      expect(entryNo(id)).toBe(no)
    }),
  )
})

it('ids sort by time of arrival, then by number', () => {
  fc.assert(
    fc.property(number, number, time, time, (a, b, at, later) => {
      const [first, second] = [entryId(a, at.toISOString()), entryId(b, later.toISOString())]
      const order = at.getTime() - later.getTime() || a - b
      expect(Math.sign(first < second ? -1 : Number(first > second))).toBe(Math.sign(order))
    }),
  )
})

it('an id that no inbox can have made has no number', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: BigInt(Number.MAX_SAFE_INTEGER) + 1n, max: 2n ** 60n }), (no) => {
      expect(entryNo(`ent_${toBase32(no, 26)}`)).toBeNaN()
    }),
  )
})
