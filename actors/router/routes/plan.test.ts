import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from '@switchboard/shared-types/ids'
import type { KnownProvider } from '../providers/known-provider.ts'
import { knownProvider } from '../providers/testing.ts'
import { planCall } from './plan.ts'
import type { Plan } from './plan.ts'
import type { PlanParts, PlanRequest } from './plan-request.ts'
import { planParts, planRequest, routeTo } from './testing.ts'

function planOf(request: PlanRequest, parts: PlanParts): Plan {
  const planned = planCall(request, parts)
  if (!planned.ok) throw new Error(planned.error.message)
  return planned.value
}

function errorOf(request: PlanRequest, parts: PlanParts) {
  const planned = planCall(request, parts)
  if (planned.ok) throw new Error('the call was planned')
  return planned.error
}

/** Where each attempt goes, as an address. */
function wayOf(request: PlanRequest, parts: PlanParts): string[] {
  return planOf(request, parts).attempts.map(({ provider, model }) => `${provider}/${model}`)
}

const asking = (model: string, more: Partial<PlanRequest> = {}) => planRequest({ ...more, traits: { model } })
const anthropic = knownProvider({ kind: 'anthropic' })
const openai = knownProvider({ kind: 'openai' })
const ollama = knownProvider({ kind: 'ollama', keyIds: [], models: ['qwen3'], defaultModel: 'qwen3' })

describe('without a route that fits', () => {
  it('a name with a provider in front of it goes there, slashes of the model and all', () => {
    const openrouter = knownProvider({ kind: 'openrouter' })
    const parts = planParts([anthropic, openrouter])
    expect(wayOf(asking('openrouter/z-ai/glm-5'), parts)).toEqual(['openrouter/z-ai/glm-5'])
  })

  it('a name of a vendor goes to that vendor, and one that a provider lists to that provider', () => {
    const parts = planParts([ollama, openai, anthropic])
    expect(wayOf(asking('claude-sonnet-5'), parts)).toEqual(['anthropic/claude-sonnet-5'])
    expect(wayOf(asking('gpt-6-sol'), parts)).toEqual(['openai/gpt-6-sol'])
    expect(wayOf(asking('qwen3'), parts)).toEqual(['ollama/qwen3'])
  })

  it('a name that one provider lists goes to no vendor whose list lacks it, unless only the date differs', () => {
    const local = { ...ollama, models: new Set(['gemma4', 'claude-opus-4-5']) }
    const gemini = knownProvider({ kind: 'gemini', models: ['gemini-3-pro'] })
    const dated = knownProvider({ kind: 'anthropic', models: ['claude-opus-4-5-20251101'] })
    const parts = planParts([gemini, dated, local])
    expect(wayOf(asking('gemma4'), parts)).toEqual(['ollama/gemma4'])
    expect(wayOf(asking('gemma3'), parts)).toEqual(['gemini/gemma3'])
    expect(wayOf(asking('claude-opus-4-5'), parts)).toEqual([
      'anthropic/claude-opus-4-5',
      'ollama/claude-opus-4-5',
    ])
  })

  it('the names of Claude Code work with any single provider that has a default model', () => {
    const local = { ...ollama, smallModel: 'qwen3:0.6b' }
    const parts = planParts([local])
    expect(wayOf(asking('claude-opus-5'), parts)).toEqual(['ollama/qwen3'])
    expect(wayOf(asking('claude-haiku-4-5-20251001'), parts)).toEqual(['ollama/qwen3:0.6b'])
    expect(wayOf(asking('gemini-3-pro'), parts)).toEqual(['ollama/qwen3'])
    expect(planOf(asking('claude-opus-5'), parts)).toMatchObject({
      route: { id: null, name: 'default' },
      why: "No route fits and no provider serves claude-opus-5, so ollama's qwen3 stands in for it.",
    })
  })

  it('a small name goes to the first small model that a provider lists, where the person has chosen none', () => {
    const listing = { ...anthropic, models: new Set(['claude-opus-5', 'claude-haiku-5', 'claude-haiku-4-5']) }
    expect(wayOf(asking('switchboard-small'), planParts([listing]))).toEqual(['anthropic/claude-haiku-5'])
    const chosen = { ...listing, smallModel: 'claude-sonnet-5' }
    expect(wayOf(asking('switchboard-small'), planParts([chosen]))).toEqual(['anthropic/claude-sonnet-5'])
  })

  it('a vendor without a key is passed over for one that can be asked', () => {
    const keyless = knownProvider({ kind: 'anthropic', keyIds: [] })
    expect(wayOf(asking('claude-opus-5'), planParts([keyless, ollama]))).toEqual(['ollama/qwen3'])
  })

  it('the same protocol is spoken where the provider has it, another one otherwise', () => {
    const protocolOf = (asked: PlanRequest['protocol'], provider: KnownProvider) =>
      planOf(asking(`${provider.slug}/m`, { protocol: asked }), planParts([provider])).attempts[0]?.protocol
    expect(protocolOf('openai-chat', openai)).toBe('openai-chat')
    expect(protocolOf('anthropic-messages', openai)).toBe('openai-responses')
    expect(protocolOf('anthropic-messages', ollama)).toBe('anthropic-messages')
    expect(protocolOf('openai-responses', anthropic)).toBe('anthropic-messages')
  })

  it('embeddings go to providers that embed, and no default model stands in for them', () => {
    const embedding = { protocol: 'openai-embeddings' } as const
    expect(wayOf(asking('text-embedding-3-small', embedding), planParts([openai]))).toEqual([
      'openai/text-embedding-3-small',
    ])
    expect(errorOf(asking('nomic-embed', embedding), planParts([ollama])).code).toBe('call.no_route')
    const refusal = errorOf(asking('anthropic/claude-opus-5', embedding), planParts([anthropic]))
    expect(refusal).toMatchObject({ code: 'call.no_route' })
    expect(refusal.message).toContain('anthropic does not speak openai-embeddings')
  })
})

describe('a call that can not be made', () => {
  it('says how to add a key where there is no provider, or none with a key', () => {
    const keyless = knownProvider({ kind: 'anthropic', keyIds: [] })
    for (const providers of [[], [keyless], [{ ...ollama, enabled: false }]]) {
      const { code, message } = errorOf(asking('claude-opus-5'), planParts(providers))
      expect(code).toBe('call.no_provider')
      expect(message).toContain('Models > Providers')
    }
  })

  it('says that nothing serves a model', () => {
    const { code, message } = errorOf(asking('llama-9'), planParts([anthropic]))
    expect(code).toBe('call.no_route')
    expect(message).toContain('llama-9')
  })

  it('says when to try again while everything rests', () => {
    const parts = planParts([anthropic])
    const attempt = planOf(asking('claude-opus-5'), parts).attempts
    const report = { index: 0, provider: 'a', model: 'm', status: 429, reason: 'HTTP 429', ms: 1 }
    parts.health.report(attempt, [{ ...report, fault: 'rate-limit', retryAfterSeconds: 42 }], 0)
    expect(errorOf(asking('claude-opus-5', { now: 500 }), parts)).toMatchObject({
      code: 'call.unavailable',
      details: { retryAfter: 42 },
    })
  })

  it('says that its key is refused', () => {
    const parts = planParts([anthropic])
    const attempt = planOf(asking('claude-opus-5'), parts).attempts
    const report = { index: 0, provider: 'a', model: 'm', status: 401, reason: 'invalid x-api-key', ms: 1 }
    parts.health.report(attempt, [{ ...report, fault: 'key', retryAfterSeconds: null }], 0)
    const { code, message } = errorOf(asking('claude-opus-5'), parts)
    expect(code).toBe('call.no_provider')
    expect(message).toContain('invalid x-api-key')
  })
})

describe('a route', () => {
  it('decides when it is the first that fits, with its name, its cache and its overrides', () => {
    const first = routeTo(['openai'], { name: 'other', models: ['gpt-*'] })
    const target = { provider: 'ollama', model: 'qwen3', overrides: { temperature: 0 }, timeoutSeconds: 5 }
    const second = routeTo([target], { name: 'mine', models: ['claude-*'], cacheSeconds: 60 })
    const plan = planOf(asking('claude-opus-5'), planParts([openai, ollama], [first, second]))
    expect(plan).toMatchObject({ route: { id: second.id, name: 'mine' }, cacheSeconds: 60 })
    expect(plan.attempts).toMatchObject([{ model: 'qwen3', overrides: { temperature: 0 }, timeoutMs: 5_000 }])
  })

  it('tries its tiers in order', () => {
    const route = routeTo([
      { provider: 'openai', tier: 2 },
      { provider: 'anthropic', tier: 1 },
      { provider: 'ollama', tier: 3 },
    ])
    const parts = planParts([openai, anthropic, ollama], [route])
    expect(wayOf(asking('m'), parts)).toEqual(['anthropic/m', 'openai/m', 'ollama/m'])
  })

  it('leaves out what rests and what is switched off, however it is weighted', () => {
    const route = routeTo(['openai', 'anthropic', 'ollama'])
    const parts = planParts([{ ...openai, enabled: false }, anthropic, ollama], [route])
    const down = { providerId: anthropic.id, keyId: anthropic.keyIds[0] ?? null, model: 'm' }
    const report = { index: 0, provider: 'a', model: 'm', status: 500, reason: 'HTTP 500', ms: 1 }
    for (let i = 0; i < 3; i++) {
      parts.health.report([down], [{ ...report, fault: 'provider', retryAfterSeconds: null }], 0)
    }
    expect(wayOf(asking('m'), parts)).toEqual(['ollama/m'])
  })

  it('tries further keys where there is room beside the other targets', () => {
    const rich = knownProvider({ slug: 'rich', keyIds: Array.from({ length: 5 }, () => newId('key')) })
    const route = routeTo([{ provider: 'rich' }, { provider: 'anthropic', tier: 2 }])
    const { attempts } = planOf(asking('m'), planParts([rich, anthropic], [route]))
    expect(attempts.map(({ provider }) => provider)).toEqual(['rich', 'rich', 'rich', 'anthropic'])
    expect(new Set(attempts.map(({ keyId }) => keyId)).size).toBe(4)
  })

  it('shares its calls as the weights say', () => {
    const targets = [
      { provider: 'openai', weight: 3 },
      { provider: 'anthropic', weight: 1 },
    ]
    const parts = planParts([openai, anthropic], [routeTo(targets)])
    const firsts = Array.from(
      { length: 400 },
      (_, i) => wayOf(asking('m', { random: () => i / 400 }), parts)[0],
    )
    expect(firsts.filter((first) => first === 'openai/m')).toHaveLength(300)
  })
})

const slugs = ['a', 'b', 'c', 'd', 'e', 'f']
const someProviders = fc.tuple(
  ...slugs.map((slug) =>
    fc
      .record({ enabled: fc.boolean(), keys: fc.nat(3) })
      .map(({ enabled, keys }) =>
        knownProvider({ slug, enabled, keyIds: Array.from({ length: keys }, () => newId('key')) }),
      ),
  ),
)
const someRoute = fc
  .array(
    fc.record({
      provider: fc.constantFrom(...slugs),
      tier: fc.integer({ min: 1, max: 4 }),
      weight: fc.integer({ min: 1, max: 100 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((targets) => {
    const named = targets.map((target) => Object.assign({ model: `tier-${target.tier}` }, target))
    return { targets, route: routeTo(named) }
  })

it('a plan never names a provider that is off or without a key, keeps tiers in order and has one to four attempts', () => {
  fc.assert(
    fc.property(
      someProviders,
      someRoute,
      fc.noShrink(fc.double({ min: 0, max: 0.999, noNaN: true })),
      (...given) => {
        const [providers, { targets, route }, random] = given
        const ready = providers.filter(({ enabled, keyIds }) => enabled && keyIds.length > 0)
        const planned = planCall(asking('m', { random: () => random }), planParts(providers, [route]))
        const able = targets.filter(({ provider }) => ready.some(({ slug }) => slug === provider))
        expect(planned.ok).toBe(able.length > 0)
        if (!planned.ok) return
        const { attempts } = planned.value
        expect(attempts.length).toBeGreaterThanOrEqual(Math.min(able.length, 4))
        expect(attempts.length).toBeLessThanOrEqual(4)
        expect(attempts.every(({ provider }) => ready.some(({ slug }) => slug === provider))).toBe(true)
        const tiers = attempts.map(({ model }) => model)
        expect(tiers).toEqual(tiers.toSorted())
        expect(tiers[0]).toBe(`tier-${Math.min(...able.map(({ tier }) => tier))}`)
      },
    ),
    { numRuns: 500 },
  )
})
