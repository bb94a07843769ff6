import type { RouteDraft } from '@switchboard/shared-types/api/router/routes'

/** @returns the list with the route at one place put to another */
export function moved<R>(routes: readonly R[], from: number, to: number): R[] {
  const route = routes[from]
  if (route === undefined || to < 0 || to >= routes.length) return [...routes]
  return routes.toSpliced(from, 1).toSpliced(to, 0, route)
}

/** @returns the list with the route in the place of the one that it is a change of, or at the end */
export function withRoute<R extends RouteDraft>(routes: readonly R[], route: R): R[] {
  const isKnown = route.id !== undefined && routes.some(({ id }) => id === route.id)
  return isKnown ? routes.map((one) => (one.id === route.id ? route : one)) : [...routes, route]
}
