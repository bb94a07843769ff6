import { expect, test } from 'vitest'
import { readSearch } from './scope.ts'

test('an address is read back as it was written', () => {
  const search = {
    view: 'starred',
    entry: 'ent_01J00000000000000000000000',
    q: 'harbour',
    nav: true,
  } as const
  expect(readSearch(search)).toEqual(search)
})

test('what is not understood is left out', () => {
  expect(readSearch({ view: 'secret', entry: '../../etc', q: '   ', nav: 'yes', more: 1 })).toEqual({})
})

test('a search for a number is a search', () => {
  expect(readSearch({ q: 1999 })).toEqual({ q: '1999' })
})
