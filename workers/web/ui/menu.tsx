import type { LucideIcon } from 'lucide-react'
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react'

export interface MenuChoice {
  readonly icon: LucideIcon
  readonly text: string
  readonly onChoose: () => void
  readonly danger?: boolean
}

interface MenuProps {
  /** What the button opens, in words. */
  readonly label: string
  readonly button: ReactNode
  readonly choices: readonly MenuChoice[]
  readonly className?: string
}

const MenuPopover = lazy(() => import('./menu-popover.tsx'))

/** A button that opens a menu; what a menu is made of is loaded when the first one opens. */
export function Menu({ label, button, choices, className = 'icon-button' }: MenuProps) {
  const trigger = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setOpen(true)
        }}
      >
        {button}
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <MenuPopover label={label} trigger={trigger} choices={choices} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
