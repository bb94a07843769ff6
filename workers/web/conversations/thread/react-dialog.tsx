import type { Message } from '@switchboard/shared-types/api/conversations/message'
import { Dialog } from '../../ui/dialog.tsx'
import { useReact } from './use-react.ts'

const USUAL = ['👍', '❤️', '😂', '🎉', '😮', '🙏', '👀', '✅']

/** Picks a reaction. */
export function ReactDialog({
  message,
  onClose,
}: {
  readonly message: Message
  readonly onClose: () => void
}) {
  const { toggle } = useReact(message)
  return (
    <Dialog title="React" size="small" onClose={onClose}>
      <div className="dialog-body react-choices">
        {USUAL.map((emoji, index) => (
          <button
            key={emoji}
            type="button"
            autoFocus={index === 0}
            onClick={() => {
              toggle(emoji)
              onClose()
            }}
          >
            {emoji}
          </button>
        ))}
      </div>
    </Dialog>
  )
}
