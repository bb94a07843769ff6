import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { AddProvider } from '@switchboard/shared-types/api/router/providers'
import type { Provider } from '@switchboard/shared-types/api/router/providers'
import type { KeyRing } from '@switchboard/kernel/seal/key-ring'
import type { AttemptReport } from '@switchboard/shared-types/contracts/lease'
import { getStub } from '@switchboard/shared-types/door'
import { newId, routerOf } from '@switchboard/shared-types/ids'
import type { RouterId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'
import { rowsWritten } from '../../testing/rows-written.ts'
import { openProviders } from '../providers/testing.ts'
import { planCall } from '../routes/plan.ts'
import { planRequest } from '../routes/testing.ts'
import { openAttempts } from './open.ts'

const OLD = { id: 'old', bytes: new Uint8Array(32).fill(1) }
const NEW = { id: 'new', bytes: new Uint8Array(32).fill(2) }

async function newRouter(): Promise<RouterId> {
  const id = routerOf(newId('per'))
  await getStub(env.ROUTER, id).health(id, startTrace('test'))
  return id
}

/** Opens the storage as after a restart, with this ring. */
async function within(
  id: RouterId,
  ring: KeyRing,
  run: (house: ReturnType<typeof openProviders>) => Promise<void>,
): Promise<void> {
  await runInDurableObject(getStub(env.ROUTER, id), async (_, { storage }) => {
    await run(openProviders(id, storage, () => null, { ring }))
  })
}

async function add(house: ReturnType<typeof openProviders>, input: Partial<AddProvider>): Promise<Provider> {
  const added = await house.providers.add(AddProvider.parse({ kind: 'anthropic', ...input }))
  if (!added.ok) throw new Error(added.error.message)
  return added.value
}

function planOf({ providers, routes, health, prices }: ReturnType<typeof openProviders>, model: string) {
  const parts = { providers: providers.known(), routes: routes.list(), health, prices }
  const planned = planCall(planRequest({ traits: { model } }), parts)
  if (!planned.ok) throw new Error(planned.error.message)
  return planned.value.attempts
}

const open = (house: ReturnType<typeof openProviders>, id: RouterId, model: string) =>
  openAttempts(planOf(house, model), { ...house, routerId: id, providers: house.providers.known() })

it('each planned attempt gets the address and the header that its protocol asks for', async () => {
  const id = await newRouter()
  await within(id, [OLD], async (house) => {
    await add(house, { kind: 'anthropic', key: 'sk-ant' })
    await add(house, { kind: 'deepseek', key: 'sk-deep' })
    await add(house, { kind: 'openrouter', key: 'sk-or' })
    const openedFor = async (model: string) => {
      const opened = await open(house, id, model)
      return opened.ok ? opened.value[0] : null
    }
    expect(await openedFor('claude-opus-5')).toMatchObject({
      index: 0,
      baseUrl: 'https://api.anthropic.com/v1',
      headers: { 'x-api-key': 'sk-ant' },
    })
    expect(await openedFor('deepseek/deepseek-v4-pro')).toMatchObject({
      protocol: 'anthropic-messages',
      baseUrl: 'https://api.deepseek.com/anthropic/v1',
      headers: { 'x-api-key': 'sk-deep' },
    })
    expect(await openedFor('openrouter/x')).toMatchObject({ headers: { authorization: 'Bearer sk-or' } })
  })
})

it('a key that an older key of the ring sealed is sealed anew when it is used, once', async () => {
  const id = await newRouter()
  await within(id, [OLD], async (house) => void (await add(house, { key: 'sk-ant' })))
  const stub = getStub(env.ROUTER, id)
  const use = () =>
    rowsWritten(stub, () =>
      within(id, [NEW, OLD], async (house) => {
        expect((await open(house, id, 'claude-opus-5')).ok).toBe(true)
      }),
    )
  expect((await use()).rows).toBe(1)
  expect((await use()).rows).toBe(0)
  await within(id, [NEW], async (house) => {
    expect((await open(house, id, 'claude-opus-5')).ok).toBe(true)
  })
})

it('an attempt whose key can not be opened is left out, and the others keep their places', async () => {
  const id = await newRouter()
  await within(id, [OLD], async (house) => void (await add(house, { key: 'sk-old' })))
  await within(id, [NEW], async (house) => {
    const provider = house.providers.known()[0]?.id ?? newId('prv')
    await house.providers.addKey({ provider, label: 'new', secret: 'sk-new' })
    const opened = await open(house, id, 'claude-opus-5')
    expect(opened).toMatchObject({ ok: true, value: [{ index: 1, headers: { 'x-api-key': 'sk-new' } }] })
    expect(house.providers.list(0)[0]?.keys.map(({ health }) => health)).toEqual(['refused', 'untested'])
  })
})

it('a call none of whose keys can be opened is refused in words', async () => {
  const id = await newRouter()
  await within(id, [OLD], async (house) => void (await add(house, { key: 'sk-old' })))
  await within(id, [NEW], async (house) => {
    expect(await open(house, id, 'claude-opus-5')).toMatchObject({ error: { code: 'call.no_provider' } })
  })
})

it('a key writes a row when it is first used, once an hour, and when its health changes', async () => {
  const id = await newRouter()
  await within(id, [OLD], async (house) => void (await add(house, { key: 'sk-ant' })))
  const stub = getStub(env.ROUTER, id)
  const report = (fault: AttemptReport['fault'], now: number, retryAfterSeconds: number | null = null) =>
    rowsWritten(stub, () =>
      within(id, [OLD], async ({ health, providers }) => {
        const [known] = providers.known()
        const target = { providerId: known?.id ?? newId('prv'), keyId: known?.keyIds[0] ?? null, model: 'm' }
        const words = { index: 0, provider: 'p', model: 'm', status: 200, reason: null, ms: 1 }
        health.report([target], [{ ...words, fault, retryAfterSeconds }], now)
      }),
    )
  const rows = []
  rows.push((await report('none', 0)).rows, (await report('none', 60_000)).rows)
  rows.push((await report('none', 3_600_000)).rows, (await report('provider', 3_600_001)).rows)
  rows.push((await report('rate-limit', 3_700_000, 60)).rows, (await report('none', 3_800_000)).rows)
  rows.push((await report('key', 3_900_000)).rows, (await report('key', 3_900_001)).rows)
  expect(rows).toEqual([1, 0, 1, 0, 1, 1, 1, 0])
})
