import { eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { ModelPrice, Price, SetPrice } from '@switchboard/shared-types/api/router/providers'
import type { ProviderId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { KnownProvider } from '../providers/known-provider.ts'
import { LIST_DATE, priceOf } from './price-of.ts'
import type { TieredPrice } from './price.ts'
import { prices } from './tables.ts'

type OwnPrice = typeof prices.$inferSelect

/** What each model costs: the person's own prices over those of the data file. */
export class PriceBook {
  readonly #db: DrizzleSqliteDODatabase
  #own: Map<string, OwnPrice> | undefined

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /** @returns null: unknown */
  of(provider: KnownProvider, model: string): TieredPrice | null {
    return priceOf(provider, model, this.#ownOf(provider.id, model)).price
  }

  /** Of every model that a provider lists or has a price for. */
  list(providers: readonly KnownProvider[]): ModelPrice[] {
    return providers.flatMap((provider) => {
      const { id, models, defaultModel, smallModel } = provider
      const names = new Set([...models, ...[defaultModel, smallModel].filter((name) => name !== null)])
      for (const own of this.#all().values()) if (own.providerId === id) names.add(own.model)
      return [...names].map((model) => this.#describe(provider, model))
    })
  }

  /** A null price takes the person's own one back. */
  set(
    { provider: slug, model, price }: SetPrice,
    providers: readonly KnownProvider[],
  ): Result<ModelPrice, 'provider.not_found'> {
    const provider = providers.find((known) => known.slug === slug)
    if (provider === undefined) return err('provider.not_found', `There is no provider ${slug}.`)
    const known = this.#all().get(nameOf(provider.id, model))
    this.#own = undefined
    if (price === null) {
      if (known !== undefined) this.#db.delete(prices).where(eq(prices.no, known.no)).run()
    } else if (known === undefined) {
      this.#db
        .insert(prices)
        .values({ ...price, providerId: provider.id, model })
        .run()
    } else this.#db.update(prices).set(price).where(eq(prices.no, known.no)).run()
    return ok(this.#describe(provider, model))
  }

  /** Forgets what is in memory, after a transaction that did not hold or an erasure. */
  forget(): void {
    this.#own = undefined
  }

  #describe(provider: KnownProvider, model: string): ModelPrice {
    const { price, source } = priceOf(provider, model, this.#ownOf(provider.id, model))
    const date = source === 'list' ? LIST_DATE : null
    return {
      provider: provider.slug,
      model,
      price: price === null ? null : withoutTiers(price),
      source,
      date,
    }
  }

  #ownOf(provider: ProviderId, model: string): Price | null {
    const own = this.#all().get(nameOf(provider, model))
    return own === undefined ? null : withoutTiers(own)
  }

  #all(): Map<string, OwnPrice> {
    this.#own ??= new Map(
      this.#db
        .select()
        .from(prices)
        .all()
        .map((row) => [nameOf(row.providerId, row.model), row]),
    )
    return this.#own
  }
}

function nameOf(provider: ProviderId, model: string): string {
  return `${provider} ${model}`
}

function withoutTiers({ input, output, cacheRead, cacheWrite, cacheWriteLong }: Price): Price {
  return { input, output, cacheRead, cacheWrite, cacheWriteLong }
}
