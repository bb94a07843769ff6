import type { ProviderKind } from '@switchboard/shared-types/api/router/providers'
import { KIND_GROUPS, KINDS } from './kinds.ts'

interface KindPickerProps {
  readonly kind: ProviderKind
  readonly onKind: (kind: ProviderKind) => void
}

export function KindPicker({ kind, onKind }: KindPickerProps) {
  return (
    <div className="kinds" role="radiogroup" aria-label="What kind of provider">
      {KIND_GROUPS.map((group) => (
        <div key={group.title} role="group" aria-label={group.title}>
          <p aria-hidden="true">{group.title}</p>
          <div className="kind-line">
            {group.kinds.map((one) => (
              <label key={one} className="kind">
                <input
                  type="radio"
                  name="kind"
                  value={one}
                  checked={one === kind}
                  onChange={() => onKind(one)}
                />
                {KINDS[one].title}
              </label>
            ))}
          </div>
        </div>
      ))}
    </div>
  )
}
