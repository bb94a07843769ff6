import type { ModelRoute, RouteDraft } from '@switchboard/shared-types/api/router/routes'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { sayProblem } from '../../ui/toasts.tsx'
import { useModelRouter } from '../model-router.ts'
import { moved, withRoute } from './order.ts'
import { RemoveRouteDialog } from './remove-route-dialog.tsx'
import { RouteLine } from './route-line.tsx'
import { useSaveRoutes } from './use-save-routes.ts'

interface RouteListProps {
  readonly routes: readonly ModelRoute[]
  readonly onEdit: (route: ModelRoute) => void
}

export function RouteList({ routes, onEdit }: RouteListProps) {
  const router = useModelRouter()
  const save = useSaveRoutes()
  const { data: tokens = [] } = useQuery(router.queries.tokens)
  const [removed, setRemoved] = useState<ModelRoute | null>(null)
  const [said, setSaid] = useState('')
  const list = useRef<HTMLOListElement>(null)
  const keepFocus = useKeptFocus(list, routes)
  const change = (next: readonly RouteDraft[]): void => void save(next).catch(sayProblem)
  const move = (route: ModelRoute, from: number, to: number): void => {
    if (to < 0 || to >= routes.length) return
    keepFocus()
    setSaid(`${route.name} is now ${to + 1} of ${routes.length}`)
    change(moved(routes, from, to))
  }
  return (
    <>
      <ol ref={list} className="routes">
        {routes.map((route, index) => (
          <RouteLine
            key={route.id}
            route={route}
            tokens={tokens}
            isFirst={index === 0}
            isLast={index === routes.length - 1}
            onMove={(by) => move(route, index, index + by)}
            onSwitch={(enabled) => change(withRoute(routes, { ...route, enabled }))}
            onEdit={() => onEdit(route)}
            onRemove={() => setRemoved(route)}
          />
        ))}
        <li className="route is-rest">
          <div className="route-what">
            <p>
              <strong>Everything else</strong>
            </p>
            <p className="is-soft">
              goes to the provider that has the model, or else to a provider’s default model.
            </p>
          </div>
        </li>
      </ol>
      <div role="status">
        <p className="hidden-visually">{said}</p>
      </div>
      {removed !== null && (
        <RemoveRouteDialog
          route={removed}
          onRemove={() => save(routes.filter(({ id }) => id !== removed.id))}
          onClose={() => setRemoved(null)}
        />
      )}
    </>
  )
}

/** A line that changes its place loses the focus on the way; @returns what gives it back after the next change */
function useKeptFocus(list: RefObject<HTMLOListElement | null>, routes: readonly ModelRoute[]): () => void {
  const kept = useRef<HTMLElement | null>(null)
  useEffect(() => {
    if (kept.current !== null && document.activeElement !== kept.current) kept.current.focus()
    kept.current = null
  }, [routes])
  return () => {
    const { activeElement } = document
    const isInside = activeElement instanceof HTMLElement && list.current?.contains(activeElement) === true
    kept.current = isInside ? activeElement : null
  }
}
