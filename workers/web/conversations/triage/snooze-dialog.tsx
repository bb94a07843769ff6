import { Dialog } from '../../ui/dialog.tsx'
import { TimeChoice } from './time-choice.tsx'
import type { Triage } from './use-triage.ts'
import './triage.css'

/** Asks until when conversations are to be out of sight. */
export default function SnoozeDialog({ triage }: { readonly triage: Triage }) {
  const isSnoozed = triage.targets().some(({ snoozedUntil }) => snoozedUntil !== null)
  return (
    <Dialog title="Snooze until" size="small" onClose={triage.closeDialog}>
      <div className="dialog-body stack">
        <TimeChoice act="Snooze" onChoose={(at) => triage.snooze(at.toISOString())} />
        <p className="is-soft">It comes back sooner when somebody writes.</p>
      </div>
      {isSnoozed && (
        <div className="dialog-foot">
          <button type="button" className="button" onClick={() => triage.snooze(null)}>
            Bring back now
          </button>
        </div>
      )}
    </Dialog>
  )
}
