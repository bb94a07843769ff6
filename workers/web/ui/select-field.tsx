import { useId, type ComponentProps, type ReactNode } from 'react'

interface SelectFieldProps extends ComponentProps<'select'> {
  readonly label: string
  readonly hint?: ReactNode
}

/** A labelled choice out of a short list. */
export function SelectField({ label, hint, ...select }: SelectFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} {...select} aria-describedby={hint === undefined ? undefined : `${id}-hint`} />
      {hint !== undefined && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
