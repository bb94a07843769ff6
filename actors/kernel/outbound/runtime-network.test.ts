import { describe, expect, it } from 'vitest'
import { runtimeNetwork } from './runtime-network.ts'
import { RUNTIME_DENIED_NETWORKS } from './special-use.ts'

describe('the network of the runtime', () => {
  it('is the public internet without what only looks public', () => {
    expect(runtimeNetwork({ allow: [] })).toEqual({ allow: ['public'], deny: RUNTIME_DENIED_NETWORKS })
  })

  it('opens the blocks and addresses of the policy, in the only notation workerd reads', () => {
    const policy = { allow: ['10.0.0.0/8', '127.0.0.1', 'fd00::1', 'rsshub'] }
    expect(runtimeNetwork(policy).allow).toEqual(['public', '10.0.0.0/8', '127.0.0.1/32', 'fd00::1/128'])
  })

  it('does not deny what the policy opens', () => {
    const { deny } = runtimeNetwork({ allow: ['198.0.0.0/8', '203.0.113.0/24', '192.0.2.0/32'] })
    expect(deny).not.toContain('198.18.0.0/15')
    expect(deny).not.toContain('203.0.113.0/24')
    expect(deny).toContain('192.0.2.0/24')
  })
})
