import { AlarmClock, Archive, BellOff, CircleDot, Tag, UserRoundPlus, X } from 'lucide-react'
import { group } from '../../app/inbox.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { SelectionBar } from '../../ui/selection-bar.tsx'
import type { Triage } from '../triage/use-triage.ts'

/** What can be done with the selected conversations at once. */
export function ConversationSelectionBar({ triage }: { readonly triage: Triage }) {
  return (
    <SelectionBar label="Selected conversations" count={triage.selected.size}>
      <IconButton icon={Archive} label="Archive" shortcut="e" onClick={triage.archive} />
      <IconButton icon={AlarmClock} label="Snooze" shortcut="s" onClick={() => triage.ask('snooze')} />
      <IconButton icon={BellOff} label="Mute" shortcut="m" onClick={triage.mute} />
      {group !== null && (
        <IconButton icon={UserRoundPlus} label="Assign" shortcut="t" onClick={() => triage.ask('assign')} />
      )}
      <IconButton icon={Tag} label="Label" shortcut="l" onClick={() => triage.ask('label')} />
      <IconButton
        icon={CircleDot}
        label="Mark as unread or read"
        shortcut="u"
        onClick={triage.toggleUnread}
      />
      <IconButton icon={X} label="Select none" onClick={triage.unselect} />
    </SelectionBar>
  )
}
