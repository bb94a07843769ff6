import { Archive, CircleDot, Megaphone, Star, X } from 'lucide-react'
import { IconButton } from '../ui/icon-button.tsx'
import { SelectionBar } from '../ui/selection-bar.tsx'
import type { Reading } from './use-reading.ts'

/** What can be done with the selected entries at once. */
export function EntrySelectionBar({ reading }: { readonly reading: Reading }) {
  const { selected, selection, unselect } = reading
  return (
    <SelectionBar label="Selected entries" count={selected.size}>
      <IconButton icon={Megaphone} label="Make a post of them" shortcut="p" onClick={selection.publish} />
      <IconButton
        icon={CircleDot}
        label="Mark as read or unread"
        shortcut="m"
        onClick={selection.toggleRead}
      />
      <IconButton icon={Star} label="Star" shortcut="s" onClick={selection.toggleStar} />
      <IconButton icon={Archive} label="Archive" shortcut="e" onClick={selection.archive} />
      <IconButton icon={X} label="Select none" onClick={unselect} />
    </SelectionBar>
  )
}
