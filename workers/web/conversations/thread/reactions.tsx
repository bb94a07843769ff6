import type { Message } from '@switchboard/shared-types/api/conversations/message'
import { useReact } from './use-react.ts'

interface ReactionsProps {
  readonly message: Message
  readonly canReact: boolean
}

/** How people have reacted; one's own is added or taken back by a click, where the platform can. */
export function Reactions({ message, canReact }: ReactionsProps) {
  const { toggle } = useReact(message)
  if (message.reactions.length === 0) return null
  return (
    <ul className="reactions" aria-label="Reactions">
      {message.reactions.map(({ emoji, by, mine }) => {
        return (
          <li key={emoji}>
            <button
              type="button"
              className="reaction"
              aria-pressed={mine}
              title={by.join(', ')}
              disabled={!canReact}
              onClick={() => toggle(emoji)}
            >
              {emoji} {by.length}
              <span className="hidden-visually"> by {by.join(', ')}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
