import { expect, it } from 'vitest'
import { longestText, textLength } from './text-length.ts'

it('a text is as long as the platform counts it', () => {
  const text = 'né 👩‍🚀'
  expect(textLength(text, 'utf16')).toBe(8)
  expect(textLength(text, 'graphemes')).toBe(4)
  expect(textLength(text, 'bytes')).toBe(15)
})

it('a text beside files may be as long as the platform says, and never longer than one by itself', () => {
  expect(longestText({ maxLength: 4_096, maxCaptionLength: 1_024 }, true)).toBe(1_024)
  expect(longestText({ maxLength: 4_096, maxCaptionLength: 1_024 }, false)).toBe(4_096)
  expect(longestText({ maxLength: 300 }, true)).toBe(300)
  expect(longestText({ maxLength: 300, maxCaptionLength: 1_024 }, true)).toBe(300)
})
