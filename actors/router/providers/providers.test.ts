import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { WORKERS_AI_URL } from '@switchboard/shared-types/contracts/workers-ai'
import { AddProvider } from '@switchboard/shared-types/api/router/providers'
import type { Provider } from '@switchboard/shared-types/api/router/providers'
import { getStub } from '@switchboard/shared-types/door'
import { newId, routerOf } from '@switchboard/shared-types/ids'
import type { Result } from '@switchboard/shared-types/result'
import { startTrace } from '@switchboard/shared-types/trace'
import { routeTo } from '../routes/testing.ts'
import { openProviders } from './testing.ts'

const SECRET = 'sk-ant-a-secret-of-some-length-9876'
const LOCAL = ['127.0.0.1']
const models = (...names: string[]) => Response.json({ data: names.map((id) => ({ id })) })

type House = ReturnType<typeof openProviders>

/** Runs in a new router's storage; what the test does not answer can not be reached. */
async function within(
  run: (house: House, storage: DurableObjectStorage) => Promise<void>,
  answer: Parameters<typeof openProviders>[2] = () => null,
  allow: readonly string[] = [],
): Promise<void> {
  const id = routerOf(newId('per'))
  const stub = getStub(env.ROUTER, id)
  await stub.health(id, startTrace('test'))
  await runInDurableObject(stub, async (_, { storage }) => {
    await run(openProviders(id, storage, answer, { allow }), storage)
  })
}

async function add({ providers }: House, input: Partial<AddProvider> = {}): Promise<Provider> {
  return valueOf(await providers.add(AddProvider.parse({ kind: 'anthropic', key: SECRET, ...input })))
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.error.code)

it('a provider needs nothing but its kind and a key, whose last characters alone are told', async () => {
  await within(async (house, storage) => {
    const added = await add(house)
    expect(added).toMatchObject({
      slug: 'anthropic',
      name: 'Anthropic',
      baseUrl: 'https://api.anthropic.com/v1',
      protocols: ['anthropic-messages'],
      enabled: true,
      free: false,
      health: 'untested',
      keys: [{ hint: '9876', health: 'untested', lastUsedAt: null }],
    })
    expect(JSON.stringify(house.providers.list(0))).not.toContain('secret')
    const stored = JSON.stringify(storage.sql.exec('SELECT * FROM keys').toArray())
    expect(stored).not.toContain('secret')
    expect(Object.keys(added)).not.toContain('no')
  })
})

it('what was added is there for whoever reads the tables anew', async () => {
  await within(async (house) => {
    await add(house, { defaultModel: 'claude-sonnet-5' })
    const before = house.providers.known()
    house.providers.forget()
    house.keys.forget()
    expect(house.providers.known()).toEqual(before)
  })
})

it('two of a kind get different names, and a name that is taken is refused', async () => {
  await within(async (house) => {
    await add(house)
    expect((await add(house)).slug).toBe('anthropic-2')
    expect((await add(house, { name: 'Work, 2nd account' })).slug).toBe('work-2nd-account')
    const again = AddProvider.parse({ kind: 'openai', slug: 'anthropic' })
    expect(codeOf(await house.providers.add(again))).toBe('provider.exists')
  })
})

it.each([
  ['file:///etc/passwd', 'provider.bad_url'],
  ['http://models.example/v1', 'provider.bad_url'],
  ['https://user:pass@models.example/v1', 'provider.bad_url'],
  ['https://models.example/v1?key=1', 'provider.bad_url'],
  ['http://10.0.0.7:8000/v1', 'provider.blocked_address'],
  ['http://localhost:11434/v1', 'provider.blocked_address'],
  ['http://169.254.169.254/latest', 'provider.blocked_address'],
  ['http://127.0.0.1:11434/v1/', 'ok'],
  ['https://models.example/v1', 'ok'],
])('the base URL %s is judged: %s', async (baseUrl, code) => {
  await within(
    async ({ providers }) => {
      const input = { kind: 'openai-compatible' as const, defaultModel: null, smallModel: null }
      const added = await providers.add({ ...input, baseUrl })
      expect(codeOf(added)).toBe(code)
      if (!added.ok) return
      const { id, baseUrl: kept } = added.value
      expect(kept).toBe(baseUrl.replace(/\/$/, ''))
      expect(codeOf(providers.update({ id, baseUrl: 'http://models.example' }))).toBe('provider.bad_url')
      expect(codeOf(providers.update({ id, baseUrl: 'http://10.1.1.1' }))).toBe('provider.blocked_address')
    },
    undefined,
    LOCAL,
  )
})

it('a kind without an address of its own asks for one', async () => {
  await within(async ({ providers }) => {
    expect(codeOf(await providers.add(AddProvider.parse({ kind: 'workers-ai' })))).toBe('provider.bad_url')
  })
})

it('a change keeps what it does not name', async () => {
  await within(async (house) => {
    const { id } = await add(house, { defaultModel: 'a', smallModel: 'b' })
    const changed = valueOf(house.providers.update({ id, defaultModel: null, enabled: false }))
    expect(changed).toMatchObject({ defaultModel: null, smallModel: 'b', enabled: false, name: 'Anthropic' })
    expect(house.providers.known()[0]).toMatchObject({ enabled: false })
    expect(codeOf(house.providers.update({ id: newId('prv') }))).toBe('provider.not_found')
  })
})

it('a provider that a route leads to stays, and one that goes takes keys and prices with it', async () => {
  await within(async (house, storage) => {
    const { id, slug } = await add(house)
    house.prices.set(
      {
        provider: slug,
        model: 'm',
        price: { input: 1, output: 1, cacheRead: null, cacheWrite: null, cacheWriteLong: null },
      },
      house.providers.known(),
    )
    valueOf(house.routes.set([{ ...routeTo([slug]), id: undefined }], new Set([slug])))
    expect(codeOf(house.providers.remove(id))).toBe('provider.in_use')
    valueOf(house.routes.set([], new Set([slug])))
    valueOf(house.providers.remove(id))
    expect(house.providers.list(0)).toEqual([])
    for (const table of ['keys', 'prices', 'providers']) {
      expect(storage.sql.exec(`SELECT * FROM ${table}`).toArray()).toEqual([])
    }
    expect(codeOf(house.providers.remove(id))).toBe('provider.not_found')
  })
})

it('a provider holds at most twenty keys, each of which can go', async () => {
  await within(async (house) => {
    const { id: provider, keys } = await add(house)
    const addKey = () => house.providers.addKey({ provider, label: 'more', secret: SECRET })
    for (let count = 1; count < 20; count++) valueOf(await addKey())
    expect(codeOf(await addKey())).toBe('key.too_many')
    const key = keys[0]?.id ?? newId('key')
    const other = await add(house)
    expect(codeOf(house.providers.removeKey({ provider: other.id, key }))).toBe('key.not_found')
    valueOf(house.providers.removeKey({ provider, key }))
    expect(codeOf(house.providers.removeKey({ provider, key }))).toBe('key.not_found')
    expect(house.providers.known()[0]?.keyIds).toHaveLength(19)
  })
})

it('a test asks with the key in the header of its kind, and keeps the models that are listed', async () => {
  await within(
    async (house) => {
      const { id: provider } = await add(house)
      const test = valueOf(await house.providers.test({ provider }))
      expect(test).toMatchObject({ ok: true, status: 200, models: ['claude-opus-5', 'claude-sonnet-5'] })
      expect(house.sent[0]).toMatchObject({
        url: 'https://api.anthropic.com/v1/models?limit=1000',
        headers: { 'x-api-key': SECRET, 'anthropic-version': '2023-06-01' },
      })
      const [listed] = house.providers.list(Date.now())
      expect(listed).toMatchObject({ health: 'ok', models: test.models, keys: [{ health: 'ok' }] })
      expect(house.providers.known()[0]?.models.has('claude-opus-5')).toBe(true)
    },
    () => models('claude-opus-5', 'claude-sonnet-5'),
  )
})

it('a key that its provider refuses is refused until it passes a test', async () => {
  let status = 401
  await within(
    async (house) => {
      const { id: provider, keys } = await add(house, { kind: 'openai' })
      const key = keys[0]?.id
      expect(valueOf(await house.providers.test({ provider, key }))).toMatchObject({ ok: false, status: 401 })
      expect(house.sent[0]?.headers).toMatchObject({ authorization: `Bearer ${SECRET}` })
      expect(house.providers.list(0)[0]).toMatchObject({ health: 'refused', keys: [{ health: 'refused' }] })
      status = 200
      expect(valueOf(await house.providers.test({ provider, key })).ok).toBe(true)
      expect(house.providers.list(0)[0]).toMatchObject({ health: 'ok', keys: [{ health: 'ok' }] })
    },
    () => (status === 200 ? models('m') : Response.json({ error: `no ${SECRET}` }, { status })),
  )
})

it.each([
  ['nothing at all', () => null, null, 'api.openai.com could not be reached.'],
  ['an error', () => Response.json({}, { status: 503 }), 503, 'It answered with HTTP 503.'],
  ['a page', () => new Response('<html>'), 200, 'It answered with something else than a list of models.'],
  ['no such page', () => new Response('', { status: 404 }), 404, null],
])('a test that is answered with %s fails in words', async (_, answer, status, message) => {
  await within(async (house) => {
    const { id: provider } = await add(house, { kind: 'openai' })
    const test = valueOf(await house.providers.test({ provider }))
    expect(test).toMatchObject({ ok: false, status, models: [] })
    expect(test.message).toBe(message ?? test.message)
    const health = status === 404 ? 'untested' : 'failing'
    expect(house.providers.list(0)[0]).toMatchObject({ health, models: [], modelsAt: null })
  }, answer)
})

it('of a list of models two thousand are kept', async () => {
  const names = Array.from({ length: 2_100 }, (_, i) => `models/m-${i}`)
  await within(
    async (house) => {
      const { id: provider } = await add(house, { kind: 'gemini' })
      const test = valueOf(await house.providers.test({ provider }))
      expect([test.models.length, test.models[0]]).toEqual([2_000, 'm-0'])
    },
    () => models(...names),
  )
})

it('a key that no key of the ring opens is refused with what to do about it', async () => {
  await within(async (house, storage) => {
    const { id: provider } = await add(house)
    storage.sql.exec(`UPDATE keys SET sealed = replace(sealed, 's1.test.', 's1.gone.')`)
    house.keys.forget()
    expect(valueOf(await house.providers.test({ provider })).message).toContain('add it again')
    expect(house.sent).toEqual([])
    expect(house.providers.list(0)[0]).toMatchObject({ keys: [{ health: 'refused' }] })
  })
})

it('servers on this machine are found where the network is opened and they are no providers yet', async () => {
  const answer = ({ url }: { url: string }) => (url.includes(':11434') ? models('qwen3') : null)
  await within(
    async (house) => {
      expect(await house.providers.findServers()).toEqual([
        { kind: 'ollama', baseUrl: 'http://127.0.0.1:11434/v1', models: ['qwen3'] },
      ])
      await add(house, { kind: 'ollama', key: undefined })
      expect(await house.providers.findServers()).toEqual([])
    },
    answer,
    LOCAL,
  )
  await within(async (house) => {
    expect(await house.providers.findServers()).toEqual([])
    expect(house.sent.map(({ url }) => url)).toEqual([`${WORKERS_AI_URL}/models`])
  }, answer)
})

it('the network’s own models are found where the installation is bound to them, until they are a provider', async () => {
  const found = { kind: 'workers-ai-binding', baseUrl: WORKERS_AI_URL, models: ['@cf/meta/llama'] }
  await within(
    async (house) => {
      expect(await house.providers.findServers()).toEqual([found])
      const elsewhere = 'https://elsewhere.example/v1'
      const added = await add(house, { kind: 'workers-ai-binding', key: undefined, baseUrl: elsewhere })
      expect(added).toMatchObject({ name: 'Workers AI', baseUrl: WORKERS_AI_URL, keys: [] })
      const changed = house.providers.update({ id: added.id, baseUrl: elsewhere })
      expect(valueOf(changed).baseUrl).toBe(WORKERS_AI_URL)
      expect(await house.providers.findServers()).toEqual([])
    },
    ({ url }) => (url === `${WORKERS_AI_URL}/models` ? models('@cf/meta/llama') : null),
  )
})
