import { hashAgentToken } from '@switchboard/shared-types/agent-token'
import { expect, test } from 'vitest'
import { TokenHashes } from './token-hashes.ts'

test('a token’s hash is at hand the second time, and is the same', async () => {
  const hashes = new TokenHashes()
  const first = hashes.of('sb_token')
  expect(first).toBeInstanceOf(Promise)
  expect(await first).toBe(await hashAgentToken('sb_token'))
  expect(hashes.of('sb_token')).toBe(await first)
  expect(await hashes.of('sb_another')).not.toBe(await first)
})

test('a thousand tokens are remembered, the first to come is the first to be forgotten', async () => {
  const hashes = new TokenHashes()
  for (let number = 0; number <= 1_000; number++) await hashes.of(`sb_${number}`)
  expect(hashes.of('sb_0')).toBeInstanceOf(Promise)
  expect(hashes.of('sb_1000')).toBe(await hashAgentToken('sb_1000'))
})
