import type { EntrySummary } from '@switchboard/shared-types/api/entries'
import {
  ArrowLeft,
  ChevronDown,
  ChevronUp,
  ExternalLink,
  ListChecks,
  Megaphone,
  TextQuote,
} from 'lucide-react'
import { IconButton } from '../ui/icon-button.tsx'
import { openInNewTab } from '../ui/open-in-new-tab.ts'
import { EntryActions } from './entry-actions.tsx'
import type { Reading } from './use-reading.ts'

interface ReaderBarProps {
  readonly entry: EntrySummary | undefined
  readonly reading: Reading
  readonly onSummarise: () => void
}

/** What can be done with the open entry. */
export function ReaderBar({ entry, reading, onSummarise }: ReaderBarProps) {
  const { next, previous } = reading
  const url = entry?.url ?? null
  return (
    <div className="reader-bar" role="toolbar" aria-label="Entry">
      <IconButton
        icon={ArrowLeft}
        label="Back to the list"
        shortcut="Esc"
        className="reader-back"
        onClick={reading.close}
      />
      <span className="reader-bar-gap" />
      {entry !== undefined && (
        <>
          <EntryActions entry={entry} actions={reading} hasKeys />
          <IconButton icon={TextQuote} label="Summarise" shortcut="u" onClick={onSummarise} />
          <IconButton
            icon={Megaphone}
            label="Make a post of it"
            shortcut="p"
            onClick={() => reading.publish(entry)}
          />
          {reading.marksRead && (
            <IconButton
              icon={ListChecks}
              label="Mark this and all above as read"
              shortcut="M"
              onClick={() => reading.markAbove(entry)}
            />
          )}
          {url !== null && (
            <IconButton
              icon={ExternalLink}
              label="Open the original"
              shortcut="o"
              onClick={() => openInNewTab(url)}
            />
          )}
        </>
      )}
      <span className="reader-bar-line" />
      <IconButton
        icon={ChevronUp}
        label="Previous entry"
        shortcut="k"
        disabled={previous === undefined}
        onClick={() => reading.open(previous)}
      />
      <IconButton
        icon={ChevronDown}
        label="Next entry"
        shortcut="j"
        disabled={next === undefined}
        onClick={() => reading.open(next)}
      />
    </div>
  )
}
