import { lazy, Suspense } from 'react'
import type { Triage } from './use-triage.ts'

const Snooze = lazy(() => import('./snooze-dialog.tsx'))
const Label = lazy(() => import('./label-dialog.tsx'))
const Priority = lazy(() => import('./priority-dialog.tsx'))
const Assign = lazy(() => import('./assign-dialog.tsx'))
const Merge = lazy(() => import('./merge-dialog.tsx'))

/** Whichever dialog about conversations is open; each is loaded when it is first asked for. */
export function TriageDialogs({ triage }: { readonly triage: Triage }) {
  const { dialog } = triage
  const [first] = dialog === null ? [] : triage.targets()
  if (dialog === null || first === undefined) return null
  return (
    <Suspense fallback={null}>
      {dialog === 'snooze' && <Snooze triage={triage} />}
      {dialog === 'label' && <Label triage={triage} />}
      {dialog === 'priority' && <Priority triage={triage} />}
      {dialog === 'assign' && <Assign triage={triage} />}
      {dialog === 'merge' && <Merge into={first} onClose={triage.closeDialog} onMerged={triage.unselect} />}
    </Suspense>
  )
}
