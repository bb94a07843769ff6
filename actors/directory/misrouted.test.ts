import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { startTrace } from '@switchboard/shared-types/trace'

describe('a directory shard', () => {
  it('refuses a call that was meant for another shard', async () => {
    const stub = getStub(env.DIRECTORY, 'dir_1')
    const query = { limit: 10 }
    await expect(stub.feeds('dir_0', startTrace('test'), query)).rejects.toMatchObject({
      code: 'actor.misrouted',
    })
  })
})
