import type { Model, PriceSource, Rate, Rates } from './source.ts'

/** The source's name of each kind of provider that has a price list. */
const PROVIDERS: Readonly<Record<string, string>> = {
  anthropic: 'anthropic',
  openai: 'openai',
  openrouter: 'openrouter',
  groq: 'groq',
  deepseek: 'deepseek',
  mistral: 'mistral',
  gemini: 'google',
  'workers-ai': 'cloudflare',
}

/** What answers with something else than text or vectors is charged by another measure. */
const OTHER_MEASURE =
  /audio|tts|transcribe|whisper|realtime|image|-live|moderation|video|ocr|voxtral|orpheus|^(text-)?(ada|babbage|curie|davinci)(-\d+)?$/
const EMBEDS = /embed/

interface Line {
  input: number
  output: number
  cacheRead?: number
  cacheWrite?: number
  cacheWriteLong?: number
}
export type PriceLine = Line & { tiers?: (Line & { above: number })[] }

export interface PriceFile {
  readonly source: string
  readonly date: string
  readonly models: Record<string, Record<string, PriceLine>>
}

/** Cuts out what the router asks: models that converse or embed, of the kinds of providers that it knows, by name. */
export function slicePrices(source: PriceSource, name: string, date: string): PriceFile {
  const lists = Object.entries(PROVIDERS).map(([kind, provider]) => {
    const models = source.find(({ id }) => id === provider)?.models ?? []
    return [kind, listOf(models, date)] as const
  })
  return { source: name, date, models: Object.fromEntries(lists) }
}

function listOf(models: readonly Model[], date: string): Record<string, PriceLine> {
  const list = new Map<string, PriceLine>()
  for (const model of models) {
    const line = lineOf(model, date)
    if (line === null) continue
    for (const name of namesOf(model)) if (!list.has(name) && !OTHER_MEASURE.test(name)) list.set(name, line)
  }
  return Object.fromEntries([...list].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** The names that the source gives in full; those that it matches by a pattern are found without their date. */
function namesOf({ id, match }: Model): Set<string> {
  const names = [id, ...literalsOf(match)].map((name) => name.toLowerCase().replace(/[-:@]+$/, ''))
  return new Set(names.filter((name) => name !== ''))
}

function literalsOf(match: unknown): string[] {
  if (Array.isArray(match)) return match.flatMap(literalsOf)
  if (typeof match !== 'object' || match === null) return []
  return Object.entries(match).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'or' || key === 'and') return literalsOf(value)
    return (key === 'equals' || key === 'starts_with') && typeof value === 'string' ? [value] : []
  })
}

function lineOf(model: Model, date: string): PriceLine | null {
  const rates = ratesOn(model, date)
  if (rates?.input_mtok === undefined) return null
  if (rates.output_mtok === undefined && !EMBEDS.test(model.id)) return null
  const line = lineAt(rates, 0)
  const starts = [...new Set(Object.values(rates).flatMap(startsOf))].toSorted((a, b) => a - b)
  const tiers = starts.map((above) => Object.assign(lineAt(rates, above), { above }))
  return tiers.length === 0 ? line : { ...line, tiers }
}

/** The rates in force on that day; where they change with the hour, the dearest, so that no budget is overdrawn. */
function ratesOn({ prices }: Model, date: string): Rates | undefined {
  if (!Array.isArray(prices)) return prices
  const inForce = prices.filter(
    ({ constraint }) => !constraint || !('start_date' in constraint) || constraint.start_date <= date,
  )
  const isHourly = inForce.some(({ constraint }) => constraint && 'start_time' in constraint)
  const rates = inForce.map((entry) => entry.prices)
  return isHourly ? rates.toSorted((a, b) => sumOf(a) - sumOf(b)).at(-1) : rates.at(-1)
}

function sumOf({ input_mtok, output_mtok }: Rates): number {
  return (rateAt(input_mtok, 0) ?? 0) + (rateAt(output_mtok, 0) ?? 0)
}

function lineAt(rates: Rates, inputTokens: number): Line {
  const optional = {
    cacheRead: rateAt(rates.cache_read_mtok, inputTokens),
    cacheWrite: rateAt(rates.cache_write_mtok, inputTokens),
    cacheWriteLong: rateAt(rates.cache_write_1h_mtok, inputTokens),
  }
  const known = Object.entries(optional).filter(([, rate]) => rate !== undefined)
  const input = rateAt(rates.input_mtok, inputTokens) ?? 0
  const output = rateAt(rates.output_mtok, inputTokens) ?? 0
  return { input, output, ...Object.fromEntries(known) }
}

function rateAt(rate: Rate | undefined, inputTokens: number): number | undefined {
  if (typeof rate !== 'object') return rate
  return rate.tiers.findLast(({ start }) => inputTokens >= start)?.price ?? rate.base
}

function startsOf(rate: Rate | undefined): number[] {
  return typeof rate === 'object' ? rate.tiers.map(({ start }) => start) : []
}
