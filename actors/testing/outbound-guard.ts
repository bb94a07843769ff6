import { afterEach, beforeEach, expect, vi } from 'vitest'

let unexpected: string[] = []

beforeEach(() => {
  unexpected = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    unexpected.push(new Request(input).url)
    throw new TypeError('no test expected this request')
  })
})

afterEach(() => {
  vi.restoreAllMocks()
  expect(unexpected, 'outbound requests that no test expected').toEqual([])
})
