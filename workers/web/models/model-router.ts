import { createContext, use } from 'react'
import { api } from '../app/api.ts'
import { ownQueries, queriesOf, routerKey } from './queries.ts'
import type { RouterApi } from './queries.ts'

/** Whose router the parts of the page show and change. */
export interface ModelRouter {
  readonly api: RouterApi
  /** What all keys of its queries begin with. */
  readonly key: readonly [string, ...string[]]
  readonly queries: ReturnType<typeof queriesOf>
  /** Where its parts are shown. */
  readonly place: '/models' | '/admin/models'
  /** Where its usage is to be had as a table. */
  readonly csv: string
  /** Whether somebody's inbox is told that a limit is near. */
  readonly warns: boolean
}

export const OWN_ROUTER: ModelRouter = {
  api: api.router,
  key: routerKey,
  queries: ownQueries,
  place: '/models',
  csv: '/api/router/usage.csv',
  warns: true,
}

const REALM_KEY = ['admin', 'router'] as const
/** The router for the realm's shared work. */
export const REALM_ROUTER: ModelRouter = {
  api: api.admin.router,
  key: REALM_KEY,
  queries: queriesOf(api.admin.router, REALM_KEY),
  place: '/admin/models',
  csv: '/api/admin/router/usage.csv',
  warns: false,
}

export const ModelRouterContext = createContext(OWN_ROUTER)

/** The router of whichever page this is on. */
export function useModelRouter(): ModelRouter {
  return use(ModelRouterContext)
}
