import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import './menu.css'

interface MenuProps {
  /** What the button opens, in words. */
  readonly label: string
  readonly button: ReactNode
  readonly children: ReactNode
  readonly className?: string
}

export function Menu({ label, button, children, className = 'icon-button' }: MenuProps) {
  return (
    <MenuTrigger>
      <Button className={className} aria-label={label}>
        {button}
      </Button>
      <Popover className="menu-popover" placement="bottom end" offset={4}>
        <AriaMenu className="menu" aria-label={label}>
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}

interface MenuChoiceProps {
  readonly icon: LucideIcon
  readonly children: string
  readonly onChoose: () => void
  readonly danger?: boolean
}

export function MenuChoice({ icon: Icon, children, onChoose, danger = false }: MenuChoiceProps) {
  return (
    <MenuItem className={`menu-item${danger ? ' is-danger' : ''}`} onAction={onChoose} textValue={children}>
      <Icon aria-hidden="true" />
      {children}
    </MenuItem>
  )
}
