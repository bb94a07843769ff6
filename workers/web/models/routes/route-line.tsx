import type { ModelRoute } from '@switchboard/shared-types/api/router/routes'
import type { AgentToken } from '@switchboard/shared-types/api/router/tokens'
import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react'
import { IconButton } from '../../ui/icon-button.tsx'
import { Switch } from '../../ui/switch.tsx'
import { chosenSpan } from '../format.ts'
import { conditionWords, shareOf, tiersOf } from './words.ts'

interface RouteLineProps {
  readonly route: ModelRoute
  readonly tokens: readonly AgentToken[]
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onMove: (by: number) => void
  readonly onSwitch: (enabled: boolean) => void
  readonly onEdit: () => void
  readonly onRemove: () => void
}

export function RouteLine(props: RouteLineProps) {
  const { route, tokens, isFirst, isLast, onMove, onSwitch, onEdit, onRemove } = props
  const conditions = conditionWords(route.conditions, tokens)
  return (
    <li className="route" data-off={!route.enabled}>
      <div className="route-what">
        <p>
          <strong>{route.name}</strong>
          {route.models.map((glob) => (
            <code key={glob} className="tag">
              {glob}
            </code>
          ))}
        </p>
        {conditions.length > 0 && <p className="is-soft">{conditions.join(' · ')}</p>}
        <Targets route={route} />
        {route.cacheSeconds !== null && (
          <p className="is-soft">The same question is answered again for {chosenSpan(route.cacheSeconds)}.</p>
        )}
      </div>
      <div className="row-actions-inline">
        <Switch label={`Use the route ${route.name}`} checked={route.enabled} onSwitch={onSwitch} />
        <IconButton
          icon={ArrowUp}
          label={`Move ${route.name} up`}
          aria-disabled={isFirst}
          onClick={() => onMove(-1)}
        />
        <IconButton
          icon={ArrowDown}
          label={`Move ${route.name} down`}
          aria-disabled={isLast}
          onClick={() => onMove(1)}
        />
        <IconButton icon={Pencil} label={`Change ${route.name}`} onClick={onEdit} />
        <IconButton icon={Trash2} label={`Remove ${route.name}`} onClick={onRemove} />
      </div>
    </li>
  )
}

/** Where the calls go: a line for each tier. */
function Targets({ route }: { readonly route: ModelRoute }) {
  return (
    <ol className="tiers">
      {tiersOf(route).map((tier, index) => (
        <li key={tier[0]?.tier ?? index}>
          <span>{index === 0 ? 'to' : 'then'}</span>
          {tier.map((target) => (
            <span key={`${target.provider}/${target.model ?? ''}`} className="target">
              <code className="tag">
                {target.provider}/{target.model ?? 'as asked'}
              </code>
              {tier.length > 1 && <small>{shareOf(target, tier)} %</small>}
            </span>
          ))}
        </li>
      ))}
    </ol>
  )
}
