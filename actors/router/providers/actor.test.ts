import { env } from 'cloudflare:workers'
import { expect, it, vi } from 'vitest'
import { AddProvider } from '@switchboard/shared-types/api/router/providers'
import { getStub } from '@switchboard/shared-types/door'
import { newId, routerOf } from '@switchboard/shared-types/ids'
import type { RouterId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'

const trace = startTrace('test')
const SECRET = 'sk-one-persons-secret'

async function routerWith(key: string): Promise<RouterId> {
  const id = routerOf(newId('per'))
  const input = AddProvider.parse({ kind: 'openai', key })
  expect(await getStub(env.ROUTER, id).addProvider(id, trace, input)).toMatchObject({ ok: true })
  return id
}

it('a test reaches the provider through the actor, and one person’s keys are no other’s', async () => {
  vi.mocked(fetch).mockImplementation(async (input, init) => {
    const { headers } = new Request(input, init)
    const models = headers.get('authorization') === `Bearer ${SECRET}` ? [{ id: 'mine' }] : []
    return Response.json({ data: models })
  })
  const [mine, other] = [await routerWith(SECRET), await routerWith('sk-another')]
  const test = async (id: RouterId, owner: RouterId) => {
    const [provider] = await getStub(env.ROUTER, owner).providers(owner, trace)
    const asked = { provider: provider?.id ?? newId('prv'), key: provider?.keys[0]?.id }
    return await getStub(env.ROUTER, id).testProvider(id, trace, asked)
  }
  expect(await test(mine, mine)).toMatchObject({ ok: true, value: { ok: true, models: ['mine'] } })
  expect(await test(other, other)).toMatchObject({ ok: true, value: { ok: true, models: [] } })
  expect(await test(other, mine)).toMatchObject({ ok: false, error: { code: 'provider.not_found' } })
})

it.each(['two words', 'schlüssel', 'line\nbreak'])(
  'the key %j can not travel in a header, so it is none',
  (key) => {
    expect(AddProvider.safeParse({ kind: 'openai', key }).success).toBe(false)
  },
)
