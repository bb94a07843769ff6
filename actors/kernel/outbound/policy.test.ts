import { describe, expect, it } from 'vitest'
import { readOutboundPolicy } from './policy.ts'

describe('the allow-list setting', () => {
  it('is empty where nothing is set', () => {
    expect(readOutboundPolicy('')).toEqual({ ok: true, value: { allow: [] } })
  })

  it('reads blocks, addresses and names, separated by commas or spaces', () => {
    expect(readOutboundPolicy(' 10.0.0.0/8, fd00::/8 192.168.1.20,NAS.local,rsshub,')).toEqual({
      ok: true,
      value: { allow: ['10.0.0.0/8', 'fd00::/8', '192.168.1.20', 'nas.local', 'rsshub'] },
    })
  })

  it.each([
    '10.0.0.0/33',
    '10/8',
    '127.1',
    '0x7f000001',
    '010.0.0.1',
    '1.2.3.4.5',
    'fd00::/129',
    'http://nas',
    'a..b',
    '*',
  ])('refuses %j and names it', (entry) => {
    const policy = readOutboundPolicy(`10.0.0.0/8,${entry}`)
    expect(policy.ok ? null : policy.error.code).toBe('outbound.bad_policy')
    expect(policy.ok ? null : policy.error.message).toContain(`"${entry}"`)
  })
})
