import { RouteDraft, type ModelRoute } from '@switchboard/shared-types/api/router/routes'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { draftOf, formOf, globsOf, newForm } from './route-form.ts'

const ID = 'rte_01JD0000000000000000000000'
const TOKEN = 'tok_01JD0000000000000000000000'

const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined })
const tokens = fc.integer({ min: 1, max: 2_000_000 })
const target = fc.record({
  provider: fc.constantFrom('anthropic', 'my-ollama'),
  model: fc.option(fc.constantFrom('claude-sonnet-4-5', 'qwen3:30b')),
  weight: fc.integer({ min: 1, max: 100 }),
  tier: fc.integer({ min: 1, max: 9 }),
  timeoutSeconds: fc.integer({ min: 1, max: 1_200 }),
  overrides: fc.dictionary(fc.constantFrom('temperature', 'service_tier', 'top_k'), fc.jsonValue()),
})
const route = fc.record({
  id: fc.constant<ModelRoute['id']>(ID),
  name: fc.constantFrom('Long context', 'At night'),
  enabled: fc.boolean(),
  models: fc.array(fc.constantFrom('*', 'claude-*', 'gpt-5?'), { minLength: 1, maxLength: 3 }),
  conditions: fc.record(
    {
      minInputTokens: maybe(tokens),
      maxInputTokens: maybe(tokens),
      thinking: maybe(fc.boolean()),
      images: maybe(fc.boolean()),
      tools: maybe(fc.boolean()),
      tokens: maybe(fc.constant([TOKEN])),
      protocols: maybe(fc.constant(['openai-chat'])),
      hours: maybe(
        fc.record({
          from: fc.integer({ min: 0, max: 23 }),
          until: fc.integer({ min: 0, max: 24 }),
          timeZone: fc.constant('Europe/Oslo'),
        }),
      ),
    },
    { requiredKeys: [] },
  ),
  targets: fc.array(target, { minLength: 1, maxLength: 4 }),
  cacheSeconds: fc.option(fc.integer({ min: 1, max: 2_592_000 })),
})

test('a route that is opened and saved unchanged stays what it was', () => {
  fc.assert(
    fc.property(route, (drawn) => {
      const known = RouteDraft.required({ id: true }).parse(JSON.parse(JSON.stringify(drawn)))
      expect(draftOf(formOf(known, 'UTC'))).toEqual({ draft: known })
    }),
  )
})

test('globs may be divided by commas, spaces and lines', () => {
  expect(globsOf(' claude-*, gpt-5\nqwen? ')).toEqual(['claude-*', 'gpt-5', 'qwen?'])
})

test('a form that is no route says what is wrong', () => {
  const form = { ...newForm('anthropic', 'UTC'), name: 'Night', models: '*' }
  expect(draftOf(form)).toHaveProperty('draft')
  expect(draftOf({ ...form, models: ' ' })).toHaveProperty('problem')
  expect(draftOf({ ...form, min: '0' })).toHaveProperty('problem')
  const [first] = form.targets
  const overridden = first === undefined ? [] : [{ ...first, overrides: '[1]' }]
  expect(draftOf({ ...form, targets: overridden })).toEqual({
    problem: 'The fields set for target 1 are no JSON object, as {"temperature": 0} is.',
  })
})
