import { Priority } from '@switchboard/shared-types/api/conversations/analysis'
import { Dialog } from '../../ui/dialog.tsx'
import { PRIORITY_WORDS } from '../words.ts'
import type { Triage } from './use-triage.ts'
import './triage.css'

/** Sets how much conversations matter; the person's own word stands above what is understood. */
export default function PriorityDialog({ triage }: { readonly triage: Triage }) {
  const [first] = triage.targets()
  return (
    <Dialog title="Priority" size="small" onClose={triage.closeDialog}>
      <div className="dialog-body">
        <ul className="time-presets">
          {Priority.options.map((priority) => (
            <li key={priority}>
              <button
                type="button"
                autoFocus={priority === first?.priority}
                aria-pressed={priority === first?.priority}
                onClick={() => triage.prioritise(priority)}
              >
                {PRIORITY_WORDS[priority]}
              </button>
            </li>
          ))}
          <li>
            <button type="button" onClick={() => triage.prioritise(null)}>
              As it is understood
            </button>
          </li>
        </ul>
      </div>
    </Dialog>
  )
}
