import type { ModelRoute, RouteDraft } from '@switchboard/shared-types/api/router/routes'
import { useQueryClient } from '@tanstack/react-query'
import { answer } from '../../app/api.ts'
import { useModelRouter } from '../model-router.ts'

/**
 * @returns what replaces the list of routes, shown at once where every route of it is known already
 * @throws ApiFailure of what it returns, after the list is as the server has it
 */
export function useSaveRoutes(): (routes: readonly RouteDraft[]) => Promise<void> {
  const router = useModelRouter()
  const client = useQueryClient()
  return async (routes) => {
    await client.cancelQueries({ queryKey: router.queries.routes.queryKey })
    if (routes.every(isKnown)) client.setQueryData<ModelRoute[]>(router.queries.routes.queryKey, [...routes])
    try {
      const saved = await answer(router.api.routes.$put({ json: { routes: [...routes] } }))
      client.setQueryData<ModelRoute[]>(router.queries.routes.queryKey, saved.routes)
    } finally {
      void client.invalidateQueries({ queryKey: router.key })
    }
  }
}

function isKnown(route: RouteDraft): route is ModelRoute {
  return route.id !== undefined
}
