import { Link } from '@tanstack/react-router'
import './inbox-switch.css'

const PLACES = [
  { to: '/', value: 'feeds', text: 'Feeds' },
  { to: '/conversations', value: 'conversations', text: 'Conversations' },
  { to: '/everything', value: 'everything', text: 'Everything' },
] as const

interface InboxSwitchProps {
  readonly here: (typeof PLACES)[number]['value']
}

/** What the inbox shows: entries, conversations, or both by time. */
export function InboxSwitch({ here }: InboxSwitchProps) {
  return (
    <div className="view-switch inbox-switch" role="group" aria-label="What the inbox shows">
      {PLACES.map(({ to, value, text }) => (
        <Link
          key={value}
          to={to}
          aria-current={value === here ? 'true' : undefined}
          activeProps={{}}
          data-here={value === here}
        >
          {text}
        </Link>
      ))}
    </div>
  )
}
