import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { ModelRoute, RouteDraft } from '@switchboard/shared-types/api/router/routes'
import type { Result } from '@switchboard/shared-types/result'

export type SetRoutesError = 'provider.not_found' | 'route.unknown' | 'request.invalid'

/** The person's routes in their order. All of them are in memory: every lease looks at them. */
export class Routes {
  constructor(_db: DrizzleSqliteDODatabase) {}

  list(): readonly ModelRoute[] {
    throw new Error('on its way')
  }

  /**
   * Replaces the list, in one transaction of the caller's; writes only the rows that differ.
   * @param slugs of the providers that there are
   */
  set(_drafts: readonly RouteDraft[], _slugs: ReadonlySet<string>): Result<ModelRoute[], SetRoutesError> {
    throw new Error('on its way')
  }

  forget(): void {
    throw new Error('on its way')
  }
}
