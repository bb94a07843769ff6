import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashAgentToken, newAgentToken, readAgentToken } from './agent-token.ts'
import { newId, REALM_ROUTER } from './ids.ts'

describe('an agent token', () => {
  it('carries the router that it belongs to', () => {
    const router = newId('rtr')
    expect(readAgentToken(newAgentToken(router))).toBe(router)
  })

  it('is never the same twice, and neither is its hash', async () => {
    const router = newId('rtr')
    const [first, second] = [newAgentToken(router), newAgentToken(router)]
    expect(first).not.toBe(second)
    expect(await hashAgentToken(first)).not.toBe(await hashAgentToken(second))
    expect(await hashAgentToken(first)).toMatch(/^[\w-]{43}$/)
  })

  it('of the realm’s router is none: no agent is to reach it', () => {
    expect(readAgentToken(newAgentToken(REALM_ROUTER))).toBeNull()
  })

  it('is recognised as a whole or not at all', () => {
    const token = newAgentToken(newId('rtr'))
    const broken = fc
      .tuple(fc.nat(token.length), fc.nat(3), fc.string({ maxLength: 3 }))
      .map(([at, cut, put]) => token.slice(0, at) + put + token.slice(at + cut))
      .filter((text) => !/^sb_[0-9A-HJKMNP-TV-Z]{26}_[\w-]{43}$/.test(text))
    fc.assert(fc.property(broken, (text) => readAgentToken(text) === null))
  })
})
