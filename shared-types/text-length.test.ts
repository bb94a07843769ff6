import { expect, it } from 'vitest'
import { textLength } from './text-length.ts'

it('a text is as long as the platform counts it', () => {
  const text = 'né 👩‍🚀'
  expect(textLength(text, 'utf16')).toBe(8)
  expect(textLength(text, 'graphemes')).toBe(4)
  expect(textLength(text, 'bytes')).toBe(15)
})
