import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DryRunRequest } from '@switchboard/shared-types/api/router/routes'
import { priceOf } from '../prices/price-of.ts'
import { knownProvider } from '../providers/testing.ts'
import { dryRun } from './dry-run.ts'
import { planCall } from './plan.ts'
import { planParts, planRequest, routeTo } from './testing.ts'

const anthropic = knownProvider({ kind: 'anthropic' })
const openai = knownProvider({ kind: 'openai' })
const off = knownProvider({ kind: 'groq', enabled: false })
const ask = (model: string, more: Partial<DryRunRequest> = {}): DryRunRequest => ({
  model,
  protocol: 'anthropic-messages',
  ...more,
})

describe('a dry run', () => {
  it('tells each route that was looked at, and each target with why it would be used or not', () => {
    const night = routeTo(['openai'], {
      name: 'night',
      conditions: { hours: { from: 22, until: 6, timeZone: 'UTC' } },
    })
    const day = routeTo([{ provider: 'groq', tier: 2 }, 'openai', 'anthropic'], { name: 'day' })
    const parts = planParts([anthropic, openai, off], [night, day, routeTo(['openai'], { name: 'late' })])
    const told = dryRun(ask('claude-opus-5', { at: '2026-11-21T12:00:00Z' }), parts, 0)
    expect(told).toMatchObject({
      route: { id: day.id, name: 'day' },
      considered: [
        { name: 'night', fits: false, why: 'It is not between 22:00 and 6:00 in UTC.' },
        { name: 'day', fits: true },
      ],
      targets: [
        { provider: 'openai', translated: true, usable: true, why: 'Tier 1, 1 of 2 calls begin here.' },
        { provider: 'anthropic', protocol: 'anthropic-messages', translated: false, usable: true },
        { provider: 'groq', usable: false, why: 'It is switched off.' },
      ],
      refusal: null,
    })
  })

  it('tells what a target is estimated to cost, and nothing where the price is unknown', () => {
    const parts = { ...planParts([anthropic, openai]), prices: { of: priceFromList } }
    const request = ask('claude-opus-5', { estimatedInputTokens: 100_000, maxOutputTokens: 1_000 })
    const [target] = dryRun(request, parts, 0).targets
    expect(target?.estimatedCostUsd).toBeCloseTo((100_000 * 5 + 1_000 * 25) / 1e6, 9)
    expect(dryRun(ask('claude-next'), parts, 0).targets[0]?.estimatedCostUsd).toBeNull()
  })

  it('tells why a call would be refused', () => {
    expect(dryRun(ask('claude-opus-5'), planParts([]), 0)).toMatchObject({
      route: null,
      targets: [],
      refusal: { code: 'call.no_provider' },
    })
  })

  it('tells the same story as a plan', () => {
    const models = fc.constantFrom(
      'claude-opus-5',
      'gpt-6-sol',
      'groq/x',
      'openai/x',
      'nothing',
      'gemini-3-pro',
    )
    const protocols = fc.constantFrom('anthropic-messages' as const, 'openai-chat' as const)
    fc.assert(
      fc.property(models, protocols, fc.boolean(), (model, protocol, isRouted) => {
        const route = routeTo(['groq', 'openai'], { models: ['gpt-*', 'nothing'] })
        const parts = planParts([anthropic, openai, off], isRouted ? [route] : [])
        const planned = planCall(planRequest({ protocol, traits: { model } }), parts)
        const told = dryRun(ask(model, { protocol }), parts, 0)
        expect(told.refusal?.code).toBe(planned.ok ? undefined : planned.error.code)
        if (!planned.ok) return
        expect(told.route).toEqual(planned.value.route)
        const usable = told.targets.filter((target) => target.usable)
        expect(planned.value.attempts.map(({ provider }) => provider)).toEqual(
          usable.map(({ provider }) => provider),
        )
      }),
    )
  })
})

function priceFromList(provider: typeof anthropic, model: string) {
  return priceOf(provider, model, null).price
}
