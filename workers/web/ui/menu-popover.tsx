import type { RefObject } from 'react'
import { Menu, MenuItem, Popover } from 'react-aria-components'
import type { MenuChoice } from './menu.tsx'
import './menu.css'

interface MenuPopoverProps {
  readonly label: string
  readonly trigger: RefObject<HTMLButtonElement | null>
  readonly choices: readonly MenuChoice[]
  readonly onClose: () => void
}

export default function MenuPopover({ label, trigger, choices, onClose }: MenuPopoverProps) {
  return (
    <Popover
      className="menu-popover"
      triggerRef={trigger}
      placement="bottom end"
      offset={4}
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Menu className="menu" aria-label={label} autoFocus="first" onClose={onClose}>
        {choices.map(({ icon: Icon, text, onChoose, danger = false }, index) => (
          <MenuItem
            key={`${index} ${text}`}
            className={`menu-item${danger ? ' is-danger' : ''}`}
            textValue={text}
            onAction={onChoose}
          >
            <Icon aria-hidden="true" />
            {text}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  )
}
