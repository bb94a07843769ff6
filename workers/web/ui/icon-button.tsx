import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'title'> {
  readonly icon: LucideIcon
  /** What it does, in words; it is also the tooltip. */
  readonly label: string
  readonly shortcut?: string
  readonly filled?: boolean
}

export function IconButton({
  icon: Icon,
  label,
  shortcut,
  filled = false,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`icon-button${filled ? ' is-filled' : ''}${className === undefined ? '' : ` ${className}`}`}
      aria-label={label}
      aria-keyshortcuts={shortcut}
      title={shortcut === undefined ? label : `${label} (${shortcut})`}
    >
      <Icon aria-hidden="true" />
    </button>
  )
}
