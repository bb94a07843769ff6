import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conditionalHeaders, readValidators } from './validators.ts'

const visible = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
})

describe('validators', () => {
  it('are sent back exactly as they came', () => {
    fc.assert(
      fc.property(visible, visible, (etag, lastModified) => {
        const validators = readValidators(new Headers({ etag, 'last-modified': lastModified }))
        expect(conditionalHeaders(validators)).toEqual({
          'if-none-match': etag,
          'if-modified-since': lastModified,
        })
      }),
    )
  })

  it.each(['W/"abc"', '"abc"', 'w/"abc"', 'abc', '"a, b"', '"5f-\\"q"', 'W/"é"'])(
    'keep the entity tag %s',
    (etag) => {
      expect(readValidators(new Headers({ etag })).etag).toBe(etag)
    },
  )

  it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', '1994-11-06', 'yesterday'])(
    'keep the date %s without reading it',
    (lastModified) => {
      expect(readValidators(new Headers({ 'last-modified': lastModified })).lastModified).toBe(lastModified)
    },
  )

  it('are not made up where the server sent none, nothing, or bytes that cannot be repeated', () => {
    const none = { etag: null, lastModified: null }
    expect(readValidators(new Headers())).toEqual(none)
    expect(readValidators(new Headers({ etag: '', 'last-modified': '' }))).toEqual(none)
    expect(readValidators(new Headers({ etag: 'W/"\uFFFD"' }))).toEqual(none)
    expect(conditionalHeaders(none)).toEqual({})
  })
})
