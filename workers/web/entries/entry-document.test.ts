import { expect, test } from 'vitest'
import { documentFor } from './entry-document.ts'

test('a theme that was chosen holds inside the entry as well', () => {
  expect(documentFor('<p>x</p>', '/a.css', 'dark')).toContain('<html lang="und" data-theme="dark">')
  expect(documentFor('<p>x</p>', '/a.css', 'system')).toContain('<html lang="und"><head>')
})

test('links open in a tab of their own and tell nobody where they were found', () => {
  const text = documentFor('<a href="https://example.org">x</a>', '/a.css', 'system')
  expect(text).toContain('<base target="_blank">')
  expect(text).toContain('<meta name="referrer" content="no-referrer">')
})
