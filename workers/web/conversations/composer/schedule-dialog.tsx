import { Dialog } from '../../ui/dialog.tsx'
import { TimeChoice } from '../triage/time-choice.tsx'
import '../triage/triage.css'

interface ScheduleDialogProps {
  readonly onChoose: (at: Date) => void
  readonly onClose: () => void
}

/** Asks when an answer is to leave. */
export function ScheduleDialog({ onChoose, onClose }: ScheduleDialogProps) {
  return (
    <Dialog title="Send at" size="small" onClose={onClose}>
      <div className="dialog-body stack">
        <TimeChoice act="Approve" onChoose={onChoose} />
        <p className="is-soft">Until then it can be taken back in the thread.</p>
      </div>
    </Dialog>
  )
}
