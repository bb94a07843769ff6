import { expect, test } from 'vitest'
import { isWebAddress } from './open-in-new-tab.ts'

test.each([
  ['https://example.org/a', true],
  ['http://example.org', true],
  ['javascript:alert(1)', false],
  ['JaVaScRiPt:alert(1)', false],
  ['data:text/html,<script>alert(1)</script>', false],
  ['blob:https://example.org/1', false],
  ['/relative', false],
  ['', false],
])('%s may be opened: %s', (address, may) => {
  expect(isWebAddress(address)).toBe(may)
})
