import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Dialog } from './dialog.tsx'
import { Problem } from './problem.tsx'

interface FormDialogProps {
  readonly title: string
  /** On the button that does it. */
  readonly act: string
  readonly danger?: boolean
  /** Does it; the dialog closes when it succeeded and shows why when it failed. */
  readonly onSubmit: (form: HTMLFormElement) => Promise<void>
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A small dialog with one form in it. */
export function FormDialog({ title, act, danger = false, onSubmit, onClose, children }: FormDialogProps) {
  const submit = useMutation({ mutationFn: onSubmit, onSuccess: onClose })
  return (
    <Dialog title={title} size="small" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit.mutate(event.currentTarget)
        }}
      >
        <div className="dialog-body stack">
          {children}
          {submit.error !== null && <Problem error={submit.error} />}
        </div>
        <div className="dialog-foot">
          <button type="button" className="button is-quiet" onClick={onClose}>
            Cancel
          </button>
          <button
            type="submit"
            className={`button ${danger ? 'is-danger' : 'is-primary'}`}
            disabled={submit.isPending}
          >
            {act}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
