import * as z from 'zod'

/** In US dollars per million tokens; a tier holds for a whole request whose input is larger than `start`. */
const Rate = z.union([
  z.number(),
  z.object({ base: z.number(), tiers: z.array(z.object({ start: z.number(), price: z.number() })) }),
])
export type Rate = z.infer<typeof Rate>

const Rates = z.object({
  input_mtok: Rate.optional(),
  output_mtok: Rate.optional(),
  cache_read_mtok: Rate.optional(),
  cache_write_mtok: Rate.optional(),
  cache_write_1h_mtok: Rate.optional(),
})
export type Rates = z.infer<typeof Rates>

/** From that day on, or at those hours. */
const Constraint = z.union([
  z.object({ start_date: z.string() }),
  z.object({ start_time: z.string(), end_time: z.string() }),
])

const Model = z.object({
  id: z.string(),
  match: z.unknown(),
  prices: z.union([z.array(z.object({ constraint: Constraint.nullish(), prices: Rates })), Rates]),
})
export type Model = z.infer<typeof Model>

/** The part that is read here of https://github.com/pydantic/genai-prices, `prices/new_data/v2/data.json`. */
export const PriceSource = z.array(z.object({ id: z.string(), models: z.array(Model) }))
export type PriceSource = z.infer<typeof PriceSource>
