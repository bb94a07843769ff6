import { RouteDraft } from '@switchboard/shared-types/api/router/routes'
import { expect, test } from 'vitest'
import { moved, withRoute } from './order.ts'
import { conditionWords, shareOf, tiersOf } from './words.ts'

const draftCalled = (name: string, id?: string): RouteDraft =>
  RouteDraft.parse({ name, id, models: ['*'], targets: [{ provider: 'a', model: null }] })

const FIRST = 'rte_01JD0000000000000000000001'
const SECOND = 'rte_01JD0000000000000000000002'

test('a route is put before or behind others, and not over the ends', () => {
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
  expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c'])
  expect(moved(['a', 'b', 'c'], 2, 3)).toEqual(['a', 'b', 'c'])
})

test('a changed route keeps its place, a new one goes to the end', () => {
  const routes = [draftCalled('one', FIRST), draftCalled('two', SECOND)]
  const names = (list: readonly RouteDraft[]): string[] => list.map(({ name }) => name)
  expect(names(withRoute(routes, draftCalled('changed', FIRST)))).toEqual(['changed', 'two'])
  expect(names(withRoute(routes, draftCalled('three')))).toEqual(['one', 'two', 'three'])
})

test('conditions are told in words', () => {
  const conditions = {
    minInputTokens: 60_000,
    thinking: false,
    images: true,
    tokens: ['tok_01JD0000000000000000000000' as const],
    hours: { from: 22, until: 6, timeZone: 'Europe/Oslo' },
  }
  expect(conditionWords(conditions, [{ id: 'tok_01JD0000000000000000000000', name: 'laptop' }])).toEqual([
    'with 60,000 tokens in or more',
    'without thinking',
    'with images',
    'by laptop',
    'between 22:00 and 06:00 (Europe/Oslo)',
  ])
  expect(conditionWords({}, [])).toEqual([])
})

test('targets are told by tier, with their share of it', () => {
  const target = (tier: number, weight: number) => ({
    provider: 'a',
    model: null,
    overrides: {},
    timeoutSeconds: 60,
    tier,
    weight,
  })
  const tiers = tiersOf({ targets: [target(2, 1), target(1, 3), target(1, 1)] })
  expect(tiers.map((tier) => tier.map((one) => shareOf(one, tier)))).toEqual([[75, 25], [100]])
})
