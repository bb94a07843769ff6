import { expect, it } from 'vitest'
import { slicePrices } from './slice.ts'
import type { Model, PriceSource } from './source.ts'

const FLAT = { input_mtok: 1, output_mtok: 2 }
const model = (id: string, prices: Model['prices'] = FLAT, match: unknown = { equals: id }): Model => ({
  id,
  match,
  prices,
})

/** What is cut out of a source in which Anthropic has these models. */
function sliceOf(...models: Model[]) {
  const source: PriceSource = [
    { id: 'anthropic', models },
    { id: 'elsewhere', models: [model('other')] },
  ]
  return slicePrices(source, 'a list', '2026-06-01')
}

it('only the providers that the router knows are in, with the name and the date of the source', () => {
  const { source, date, models } = sliceOf(model('claude-x'))
  expect([source, date]).toEqual(['a list', '2026-06-01'])
  expect(Object.keys(models)).toContain('workers-ai')
  expect(JSON.stringify(models)).not.toContain('other')
  expect(models['anthropic']).toEqual({ 'claude-x': { input: 1, output: 2 } })
})

it('a model is found by each name that the source gives in full', () => {
  const match = { or: [{ starts_with: 'Claude-X-1' }, { and: [{ equals: 'x1' }, { regex: '^x' }] }] }
  expect(Object.keys(sliceOf(model('claude-x', FLAT, match)).models['anthropic'] ?? {})).toEqual([
    'claude-x',
    'claude-x-1',
    'x1',
  ])
})

it('cached tokens keep their own prices, and tiers hold all that changes in them', () => {
  const tiered = (base: number, price: number) => ({ base, tiers: [{ start: 200_000, price }] })
  const rates = {
    input_mtok: tiered(3, 6),
    output_mtok: tiered(15, 22.5),
    cache_read_mtok: 0.3,
    cache_write_mtok: 3.75,
    cache_write_1h_mtok: tiered(6, 12),
  }
  expect(sliceOf(model('claude-x', rates)).models['anthropic']?.['claude-x']).toEqual({
    input: 3,
    output: 15,
    cacheRead: 0.3,
    cacheWrite: 3.75,
    cacheWriteLong: 6,
    tiers: [{ above: 200_000, input: 6, output: 22.5, cacheRead: 0.3, cacheWrite: 3.75, cacheWriteLong: 12 }],
  })
})

it('of prices that changed the newest in force counts, and of those that change by the hour the dearest', () => {
  const changed = [
    { prices: FLAT },
    { constraint: { start_date: '2026-05-01' }, prices: { ...FLAT, input_mtok: 3 } },
    { constraint: { start_date: '2026-07-01' }, prices: { ...FLAT, input_mtok: 9 } },
  ]
  const hourly = [
    { prices: FLAT },
    {
      constraint: { start_time: '00:30:00Z', end_time: '16:30:00Z' },
      prices: { input_mtok: 4, output_mtok: 8 },
    },
  ]
  const list = sliceOf(model('changed', changed), model('hourly', hourly), model('late', hourly.toReversed()))
  expect(list.models['anthropic']).toMatchObject({
    changed: { input: 3 },
    hourly: { input: 4, output: 8 },
    late: { input: 4, output: 8 },
  })
})

it('what is charged by another measure is left out, and what embeds has no price for output', () => {
  const list = sliceOf(
    model('gpt-audio'),
    model('whisper-1'),
    model('davinci'),
    model('no-output', { input_mtok: 1 }),
    model('text-embedding-4', { input_mtok: 1 }),
  )
  expect(list.models['anthropic']).toEqual({ 'text-embedding-4': { input: 1, output: 0 } })
})
