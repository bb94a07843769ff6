import type { ComponentProps } from 'react'
import './switch.css'

interface SwitchProps extends Omit<ComponentProps<'input'>, 'type' | 'role' | 'onChange'> {
  /** What is on or off; read out, not shown. */
  readonly label: string
  readonly onSwitch: (on: boolean) => void
}

/** Turns something on or off at once. */
export function Switch({ label, onSwitch, ...input }: SwitchProps) {
  return (
    <input
      {...input}
      type="checkbox"
      role="switch"
      className="switch"
      aria-label={label}
      title={label}
      onChange={(event) => onSwitch(event.currentTarget.checked)}
    />
  )
}
