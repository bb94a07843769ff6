import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RouteDraft } from '@switchboard/shared-types/api/router/routes'
import type { ModelRoute } from '@switchboard/shared-types/api/router/routes'
import { newId } from '@switchboard/shared-types/ids'
import { isTimeZone } from './hours.ts'
import { matchesGlob, misfitOf } from './match.ts'
import { planRequest } from './testing.ts'

function routeWith(given: object): ModelRoute {
  const targets = [{ provider: 'openai', model: null }]
  return { ...RouteDraft.parse({ name: 'r', models: ['*'], targets, ...given }), id: newId('rte') }
}

const fits = (conditions: object, request: Parameters<typeof planRequest>[0] = {}) =>
  misfitOf(routeWith({ conditions }), planRequest(request)) === null

describe('a glob', () => {
  it.each([
    ['claude-*', 'claude-opus-5', true],
    ['claude-*', 'my-claude-opus', false],
    ['*haiku*', 'Claude-Haiku-4-5', true],
    ['gpt-?', 'gpt-5', true],
    ['gpt-?', 'gpt-51', false],
    ['*', '', true],
    ['', '', true],
    ['a*b*c', 'abbbcbc', true],
    ['o3.*', 'o3x', false],
  ])('%s of %s: %s', (glob, model, expected) => {
    expect(matchesGlob(glob, model)).toBe(expected)
  })

  it('matches exactly what the regular expression of the same meaning does', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '-'), maxLength: 12 })
    const globs = fc.string({ unit: fc.constantFrom('a', 'b', '-', '*', '?'), maxLength: 8 })
    fc.assert(
      fc.property(globs, letters, (glob, text) => {
        const pattern = glob.replaceAll('*', '.*').replaceAll('?', '.')
        expect(matchesGlob(glob, text)).toBe(new RegExp(`^${pattern}$`).test(text))
      }),
      { numRuns: 2_000 },
    )
  })

  it('takes no time to speak of where a regular expression would take forever', () => {
    const begin = Date.now()
    expect(matchesGlob('*a'.repeat(50), `${'a'.repeat(199)}b`)).toBe(false)
    expect(Date.now() - begin).toBeLessThan(1_000)
  })
})

describe('a condition', () => {
  it('asks about the size of the input, both ends included', () => {
    const sized = (estimatedInputTokens: number) => ({ traits: { estimatedInputTokens } })
    expect(fits({ minInputTokens: 100 }, sized(99))).toBe(false)
    expect(fits({ minInputTokens: 100 }, sized(100))).toBe(true)
    expect(fits({ maxInputTokens: 100 }, sized(100))).toBe(true)
    expect(fits({ maxInputTokens: 100 }, sized(101))).toBe(false)
  })

  it.each(['thinking', 'images', 'tools'] as const)('asks for calls with or without %s', (what) => {
    const using = { traits: { [what]: what === 'thinking' ? true : 2 } }
    expect([fits({ [what]: true }, using), fits({ [what]: true })]).toEqual([true, false])
    expect([fits({ [what]: false }, using), fits({ [what]: false })]).toEqual([false, true])
  })

  it('asks for tokens and protocols', () => {
    const tokenId = newId('tok')
    expect(fits({ tokens: [tokenId] }, { tokenId })).toBe(true)
    expect(fits({ tokens: [tokenId] }, { tokenId: newId('tok') })).toBe(false)
    expect(fits({ tokens: [tokenId] }, { tokenId: null })).toBe(false)
    expect(fits({ protocols: ['openai-chat'] }, { protocol: 'anthropic-messages' })).toBe(false)
  })

  it('knows the hour in its own time zone, and spans midnight', () => {
    const night = { from: 22, until: 6, timeZone: 'Europe/Berlin' }
    const at = (time: string) => fits({ hours: night }, { now: Date.parse(time) })
    // Berlin is two hours ahead of UTC in summer, one in winter.
    expect(at('2026-07-01T19:59:00Z')).toBe(false)
    expect(at('2026-07-01T20:00:00Z')).toBe(true)
    expect(at('2026-01-01T20:00:00Z')).toBe(false)
    expect(at('2026-01-01T23:30:00Z')).toBe(true)
    expect(at('2026-01-01T04:59:00Z')).toBe(true)
    expect(at('2026-01-01T05:00:00Z')).toBe(false)
  })

  it('of hours from 0 until 24 always holds', () => {
    const day = { from: 0, until: 24, timeZone: 'Pacific/Auckland' }
    for (let hour = 0; hour < 24; hour++) expect(fits({ hours: day }, { now: hour * 3_600_000 })).toBe(true)
  })

  it('tells a time zone from what is none', () => {
    expect([isTimeZone('Asia/Tokyo'), isTimeZone('Mars/Olympus')]).toEqual([true, false])
  })
})

it('a route that is switched off fits nothing', () => {
  expect(misfitOf(routeWith({ enabled: false }), planRequest({}))).toBe('it is switched off')
})
