import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { startTrace } from '@switchboard/shared-types/trace'

describe('an actor', () => {
  it('answers for its own id', async () => {
    const health = await getStub(env.DIRECTORY, 'dir_0').health('dir_0', startTrace('test'))
    expect(health).toMatchObject({ actor: 'directory', id: 'dir_0', ok: true })
  })

  it('refuses a call that was meant for another actor', async () => {
    const stub = getStub(env.DIRECTORY, 'dir_1')
    await expect(stub.health('dir_0', startTrace('test'))).rejects.toMatchObject({ code: 'actor.misrouted' })
  })
})
