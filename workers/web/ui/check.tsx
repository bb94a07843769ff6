import type { ComponentProps, ReactNode } from 'react'
import './check.css'

interface CheckProps extends Omit<ComponentProps<'input'>, 'type'> {
  readonly label: ReactNode
  readonly hint?: ReactNode
}

/** A box to tick, with words beside it. */
export function Check({ label, hint, ...input }: CheckProps) {
  return (
    <label className="check">
      <input type="checkbox" {...input} />
      <span>
        {label}
        {hint !== undefined && <small>{hint}</small>}
      </span>
    </label>
  )
}
