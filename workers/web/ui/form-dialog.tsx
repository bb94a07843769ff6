import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Dialog } from './dialog.tsx'
import { Problem } from './problem.tsx'

interface FormDialogProps {
  readonly title: string
  /** On the button that does it. */
  readonly act: string
  readonly danger?: boolean
  readonly size?: 'small' | 'medium' | 'large'
  /** Does it; the dialog closes when it succeeded and shows why when it failed. */
  readonly onSubmit: (form: HTMLFormElement) => Promise<void>
  readonly onClose: () => void
  /** False where something else is shown then. */
  readonly closesWhenDone?: boolean
  readonly children: ReactNode
}

/** A dialog with one form in it. */
export function FormDialog({
  title,
  act,
  danger = false,
  size = 'small',
  onSubmit,
  onClose,
  closesWhenDone = true,
  children,
}: FormDialogProps) {
  const submit = useMutation({
    mutationFn: onSubmit,
    onSuccess: () => {
      if (closesWhenDone) onClose()
    },
  })
  return (
    <Dialog title={title} size={size} onClose={onClose}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (!submit.isPending) submit.mutate(event.currentTarget)
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
            // A button that is disabled loses the focus, and with it the keys of the dialog.
            aria-disabled={submit.isPending}
          >
            {act}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
