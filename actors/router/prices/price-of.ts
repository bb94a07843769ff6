import type { ProviderKind } from '@switchboard/shared-types/api/router/providers'
import { isBound } from '../providers/kinds.ts'
import type { KnownProvider } from '../providers/known-provider.ts'
import type { Price } from '@switchboard/shared-types/api/router/providers'
import type { PriceTier, TieredPrice } from './price.ts'
import list from './prices.json' with { type: 'json' }

/** A line of the data file: input and output always, the others where its source has them. */
interface ListedRates {
  readonly input: number
  readonly output: number
  readonly cacheRead?: number
  readonly cacheWrite?: number
  readonly cacheWriteLong?: number
}
interface ListedPrice extends ListedRates {
  readonly tiers?: readonly (ListedRates & { readonly above: number })[]
}

export interface KnownPrice {
  readonly price: TieredPrice | null
  readonly source: 'list' | 'own' | 'free' | 'unknown'
}

export const LIST_DATE: string = list.date

const LISTS: Readonly<Record<string, Readonly<Record<string, ListedPrice>>>> = list.models
const NOTHING: TieredPrice = {
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  cacheWriteLong: 0,
  tiers: [],
}
const UNKNOWN: KnownPrice = { price: null, source: 'unknown' }

/** How gateways name the vendor in front of a model. */
const VENDORS: ReadonlyMap<string, ProviderKind> = new Map([
  ['anthropic', 'anthropic'],
  ['openai', 'openai'],
  ['openrouter', 'openrouter'],
  ['groq', 'groq'],
  ['deepseek', 'deepseek'],
  ['mistral', 'mistral'],
  ['gemini', 'gemini'],
  ['google', 'gemini'],
  ['google-ai-studio', 'gemini'],
  ['workers-ai', 'workers-ai'],
])
const GATEWAYS: ReadonlySet<ProviderKind> = new Set(['litellm', 'cloudflare-gateway'])

/** `-20250929`, `-2024-08-06`, `@20250929`, `-latest`: other names of the same model at the same price. */
const VERSION = /([-@](20\d{6}|20\d\d-\d\d-\d\d)|-latest)$/

/**
 * What a model costs at a provider: the person's own price, nothing where the provider is free, else the data file's.
 * A server that only speaks a vendor's protocol may charge anything, so the list says nothing about it.
 */
export function priceOf(
  provider: Pick<KnownProvider, 'kind' | 'free'>,
  model: string,
  own: Price | null,
): KnownPrice {
  if (own !== null) return { price: { ...own, tiers: [] }, source: 'own' }
  if (provider.free) return { price: NOTHING, source: 'free' }
  const listed = listedPrice(provider.kind, model.toLowerCase())
  return listed === null ? UNKNOWN : { price: toTiered(listed), source: 'list' }
}

function listedPrice(kind: ProviderKind, model: string): ListedPrice | null {
  if (isBound(kind)) return lookUp('workers-ai', model)
  if (!GATEWAYS.has(kind)) return lookUp(kind, model)
  const slash = model.indexOf('/')
  const vendor = slash < 0 ? undefined : VENDORS.get(model.slice(0, slash))
  return vendor === undefined ? null : lookUp(vendor, model.slice(slash + 1))
}

function lookUp(kind: ProviderKind, model: string): ListedPrice | null {
  const prices = LISTS[kind]
  if (prices === undefined) return null
  const own = withoutOwner(withoutVendor(kind, model))
  for (const name of [own, own.replace(VERSION, '')]) {
    if (Object.hasOwn(prices, name)) return prices[name] ?? null
  }
  return null
}

/** `models/gemini-2.5-pro` and `anthropic/claude-opus-5` at the vendor's own door; in other lists the prefix is a part of the name. */
function withoutVendor(kind: ProviderKind, model: string): string {
  const slash = model.indexOf('/')
  const prefix = model.slice(0, Math.max(slash, 0))
  const isOwn = prefix === 'models' || (VENDORS.get(prefix) === kind && kind !== 'openrouter')
  return isOwn ? model.slice(slash + 1) : model
}

/** `ft:gpt-4o:organisation::id`: a model of one's own costs what every model made of the same one does. */
function withoutOwner(model: string): string {
  return model.startsWith('ft:') ? model.split(':').slice(0, 2).join(':') : model
}

function toTiered(listed: ListedPrice): TieredPrice {
  const tiers: PriceTier[] = (listed.tiers ?? []).map((tier) =>
    Object.assign(toPrice(tier), { above: tier.above }),
  )
  return { ...toPrice(listed), tiers }
}

function toPrice({ input, output, cacheRead, cacheWrite, cacheWriteLong }: ListedRates): Price {
  return {
    input,
    output,
    cacheRead: cacheRead ?? null,
    cacheWrite: cacheWrite ?? null,
    cacheWriteLong: cacheWriteLong ?? null,
  }
}
