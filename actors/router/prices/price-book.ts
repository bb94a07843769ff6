import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { ModelPrice, SetPrice } from '@switchboard/shared-types/api/router/providers'
import type { Result } from '@switchboard/shared-types/result'
import type { KnownProvider } from '../providers/known-provider.ts'
import type { TieredPrice } from './price.ts'

/** What each model costs: the person's own prices over those of the data file. */
export class PriceBook {
  constructor(_db: DrizzleSqliteDODatabase) {}

  /** @returns null: unknown */
  of(_provider: KnownProvider, _model: string): TieredPrice | null {
    throw new Error('on its way')
  }

  list(_providers: readonly KnownProvider[]): ModelPrice[] {
    throw new Error('on its way')
  }

  set(_input: SetPrice, _providers: readonly KnownProvider[]): Result<ModelPrice, 'provider.not_found'> {
    throw new Error('on its way')
  }

  forget(): void {
    throw new Error('on its way')
  }
}
