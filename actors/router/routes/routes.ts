import { asc, eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { ModelRoute } from '@switchboard/shared-types/api/router/routes'
import type { RouteDraft } from '@switchboard/shared-types/api/router/routes'
import { newId } from '@switchboard/shared-types/ids'
import type { RouteId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { routes } from './tables.ts'
import { checkDrafts } from './check-drafts.ts'
import type { SetRoutesError } from './check-drafts.ts'

type RouteRow = typeof routes.$inferSelect

interface Kept {
  readonly rows: readonly RouteRow[]
  readonly list: readonly ModelRoute[]
}

/** The person's routes in their order. All of them are in memory: every lease looks at them. */
export class Routes {
  readonly #db: DrizzleSqliteDODatabase
  #kept: Kept | undefined

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  list(): readonly ModelRoute[] {
    return this.#all().list
  }

  /**
   * Replaces the list, in one transaction of the caller's; writes only the rows that differ.
   * @param slugs of the providers that there are
   */
  set(drafts: readonly RouteDraft[], slugs: ReadonlySet<string>): Result<ModelRoute[], SetRoutesError> {
    const { rows } = this.#all()
    const checked = checkDrafts(drafts, slugs, new Set(rows.map(({ id }) => id)))
    if (!checked.ok) return checked
    const list = drafts.map((draft): ModelRoute => ({ ...draft, id: draft.id ?? newId('rte') }))
    this.#kept = undefined
    const staying = new Set<RouteId>(list.map(({ id }) => id))
    for (const row of rows) if (!staying.has(row.id)) this.#delete(row)
    for (const [position, route] of list.entries()) this.#write(position, route, rows)
    return ok(list)
  }

  /** Forgets what is in memory, after a transaction that did not hold or an erasure. */
  forget(): void {
    this.#kept = undefined
  }

  #write(position: number, { id, ...body }: ModelRoute, rows: readonly RouteRow[]): void {
    const known = rows.find((row) => row.id === id)
    const route = JSON.stringify(body)
    if (known === undefined) this.#db.insert(routes).values({ id, position, route }).run()
    else if (known.position !== position || known.route !== route) {
      this.#db.update(routes).set({ position, route }).where(eq(routes.no, known.no)).run()
    }
  }

  #delete({ no }: RouteRow): void {
    this.#db.delete(routes).where(eq(routes.no, no)).run()
  }

  #all(): Kept {
    if (this.#kept !== undefined) return this.#kept
    const rows = this.#db.select().from(routes).orderBy(asc(routes.position)).all()
    const list = rows.map(({ id, route }) => ModelRoute.parse({ ...parseObject(route), id }))
    this.#kept = { rows, list }
    return this.#kept
  }
}

function parseObject(json: string): object {
  const value: unknown = JSON.parse(json)
  return typeof value === 'object' && value !== null ? value : {}
}
