import { expect, test } from 'vitest'
import { beside } from './beside.ts'

const LIST = ['a', 'b', 'c'].map((id) => ({ id }))

test('one goes from each to the next and back, and not beyond the ends', () => {
  expect(beside(LIST, 'a', 1)?.id).toBe('b')
  expect(beside(LIST, 'b', -1)?.id).toBe('a')
  expect(beside(LIST, 'c', 1)).toBeUndefined()
  expect(beside(LIST, 'a', -1)).toBeUndefined()
})

test('where nothing of the list is open one begins at its top', () => {
  expect(beside(LIST, undefined, 1)?.id).toBe('a')
  expect(beside(LIST, 'elsewhere', 1)?.id).toBe('a')
  expect(beside(LIST, undefined, -1)).toBeUndefined()
  expect(beside([], undefined, 1)).toBeUndefined()
})
