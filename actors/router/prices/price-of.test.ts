import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { drizzle } from 'drizzle-orm/durable-sqlite'
import { describe, expect, it } from 'vitest'
import type { Price, ProviderKind } from '@switchboard/shared-types/api/router/providers'
import { getStub } from '@switchboard/shared-types/door'
import { newId, routerOf } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'
import { knownProvider } from '../providers/testing.ts'
import { PriceBook } from './price-book.ts'
import { LIST_DATE, priceOf } from './price-of.ts'

const OWN: Price = { input: 1, output: 2, cacheRead: null, cacheWrite: null, cacheWriteLong: null }
const listed = (kind: ProviderKind, model: string) => priceOf({ kind, free: false }, model, null)

describe('a price', () => {
  it('is the own one, then nothing where the provider is free, then the list', () => {
    const model = 'claude-opus-5'
    expect(priceOf({ kind: 'anthropic', free: true }, model, OWN)).toMatchObject({
      source: 'own',
      price: OWN,
    })
    expect(priceOf({ kind: 'anthropic', free: true }, model, null)).toMatchObject({
      source: 'free',
      price: { input: 0, output: 0 },
    })
    expect(listed('anthropic', model)).toEqual({
      source: 'list',
      price: { input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25, cacheWriteLong: 10, tiers: [] },
    })
  })

  it.each<[ProviderKind, string, string]>([
    ['anthropic', 'claude-haiku-4-5-20251001', 'claude-haiku-4-5'],
    ['anthropic', 'Claude-Opus-5', 'claude-opus-5'],
    ['anthropic', 'anthropic/claude-opus-5', 'claude-opus-5'],
    ['openai', 'gpt-4o-2024-08-06', 'gpt-4o'],
    ['openai', 'ft:gpt-4o-mini:acme::x1', 'ft:gpt-4o-mini'],
    ['gemini', 'models/gemini-2.5-pro', 'gemini-2.5-pro'],
  ])('at %s of %s is that of %s', (kind, model, same) => {
    expect(listed(kind, model).source).toBe('list')
    expect(listed(kind, model)).toEqual(listed(kind, same))
  })

  it('behind a gateway is that of the vendor in front of the name', () => {
    expect(listed('litellm', 'anthropic/claude-opus-5')).toEqual(listed('anthropic', 'claude-opus-5'))
    expect(listed('cloudflare-gateway', 'google-ai-studio/gemini-2.5-pro')).toEqual(
      listed('gemini', 'gemini-2.5-pro'),
    )
    expect(listed('openrouter', 'anthropic/claude-opus-5').source).toBe('list')
  })

  it.each<[ProviderKind, string]>([
    ['anthropic', 'claude-next'],
    ['anthropic', 'constructor'],
    ['litellm', 'my-alias'],
    ['openai-compatible', 'gpt-4o'],
    ['anthropic-compatible', 'claude-opus-5'],
  ])('at %s of %s is unknown, which is not nothing', (kind, model) => {
    expect(listed(kind, model)).toEqual({ source: 'unknown', price: null })
  })

  it('above 200,000 tokens of input is another one where the list says so', () => {
    expect(listed('gemini', 'gemini-2.5-pro').price).toMatchObject({
      input: 1.25,
      output: 10,
      tiers: [{ above: 200_000, input: 2.5, output: 15 }],
    })
  })
})

it('a price of one’s own is kept, replaced and taken back', async () => {
  const id = routerOf(newId('per'))
  const stub = getStub(env.ROUTER, id)
  await stub.health(id, startTrace('test'))
  const provider = knownProvider({
    kind: 'anthropic',
    models: ['claude-opus-5'],
    defaultModel: 'claude-next',
  })
  await runInDurableObject(stub, (_, { storage }) => {
    const open = () => new PriceBook(drizzle(storage))
    const set = (price: Price | null, slug = 'anthropic') =>
      open().set({ provider: slug, model: 'claude-opus-5', price }, [provider])
    expect(set(OWN)).toMatchObject({ ok: true, value: { source: 'own', price: OWN, date: null } })
    expect(set({ ...OWN, output: 3 })).toMatchObject({ value: { price: { output: 3 } } })
    expect(open().of(provider, 'claude-opus-5')).toMatchObject({ input: 1, output: 3 })
    expect(open().list([provider])).toMatchObject([
      { model: 'claude-opus-5', source: 'own' },
      { model: 'claude-next', source: 'unknown', price: null },
    ])
    expect(set(null)).toMatchObject({ value: { source: 'list', date: LIST_DATE, price: { input: 5 } } })
    expect(storage.sql.exec('SELECT * FROM prices').toArray()).toEqual([])
    expect(set(OWN, 'nobody')).toMatchObject({ error: { code: 'provider.not_found' } })
  })
})
