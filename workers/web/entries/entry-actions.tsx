import type { EntrySummary } from '@switchboard/shared-types/api/entries'
import { Archive, ArchiveRestore, Circle, CircleDot, Star } from 'lucide-react'
import { IconButton } from '../ui/icon-button.tsx'
import type { Reading } from './use-reading.ts'

interface EntryActionsProps {
  readonly entry: EntrySummary
  readonly actions: Pick<Reading, 'archive' | 'toggleRead' | 'toggleStar'>
  /** Whether the keys act on this entry. */
  readonly hasKeys?: boolean
}

/** Read, star, archive. */
export function EntryActions({ entry, actions, hasKeys = false }: EntryActionsProps) {
  const key = (name: string): { shortcut?: string } => (hasKeys ? { shortcut: name } : {})
  return (
    <>
      <IconButton
        icon={entry.read ? Circle : CircleDot}
        label={entry.read ? 'Mark as unread' : 'Mark as read'}
        {...key('m')}
        onClick={() => actions.toggleRead(entry)}
      />
      <IconButton
        icon={Star}
        filled={entry.starred}
        className="is-star"
        label={entry.starred ? 'Take the star away' : 'Star'}
        {...key('s')}
        onClick={() => actions.toggleStar(entry)}
      />
      <IconButton
        icon={entry.archived ? ArchiveRestore : Archive}
        label={entry.archived ? 'Bring back to the inbox' : 'Archive'}
        {...key('e')}
        onClick={() => actions.archive(entry)}
      />
    </>
  )
}
