import type { ModelRoute, RouteDraft } from '@switchboard/shared-types/api/router/routes'
import { useQueryClient } from '@tanstack/react-query'
import { answer, api } from '../../app/api.ts'
import { routerKey, routesKey } from '../queries.ts'

/**
 * @returns what replaces the list of routes, shown at once where every route of it is known already
 * @throws ApiFailure of what it returns, after the list is as the server has it
 */
export function useSaveRoutes(): (routes: readonly RouteDraft[]) => Promise<void> {
  const client = useQueryClient()
  return async (routes) => {
    await client.cancelQueries({ queryKey: routesKey })
    if (routes.every(isKnown)) client.setQueryData<ModelRoute[]>(routesKey, [...routes])
    try {
      const saved = await answer(api.router.routes.$put({ json: { routes: [...routes] } }))
      client.setQueryData<ModelRoute[]>(routesKey, saved.routes)
    } finally {
      void client.invalidateQueries({ queryKey: routerKey })
    }
  }
}

function isKnown(route: RouteDraft): route is ModelRoute {
  return route.id !== undefined
}
