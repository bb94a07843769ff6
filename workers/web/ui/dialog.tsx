import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { IconButton } from './icon-button.tsx'
import './dialog.css'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly size?: 'small' | 'medium' | 'large'
  /** False where a slip beside it would lose something: then only its buttons and Escape close it. */
  readonly isDismissable?: boolean
}

/** A modal dialog; it is open as long as it is rendered. */
export function Dialog({ title, onClose, children, size = 'medium', isDismissable = true }: DialogProps) {
  return (
    <ModalOverlay
      isOpen
      isDismissable={isDismissable}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      className="dialog-overlay"
    >
      <Modal className={`dialog-modal is-${size}`}>
        <AriaDialog className="dialog">
          <header className="dialog-head">
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
            <IconButton icon={X} label="Close" onClick={onClose} />
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
