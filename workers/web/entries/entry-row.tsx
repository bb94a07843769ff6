import type { EntrySummary } from '@switchboard/shared-types/api/entries'
import type { Subscription } from '@switchboard/shared-types/api/subscriptions'
import { Link } from '@tanstack/react-router'
import { Star } from 'lucide-react'
import { fullTime, shortAge } from '../app/time.ts'
import { Monogram } from '../ui/monogram.tsx'
import { rowFrame, type RowPlace } from '../ui/virtual-list/row-place.ts'
import { EntryActions } from './entry-actions.tsx'
import { Thumbnail } from './thumbnail.tsx'
import type { Reading } from './use-reading.ts'

interface EntryRowProps extends RowPlace {
  readonly entry: EntrySummary
  readonly source: Subscription | undefined
  readonly showSource: boolean
  readonly actions: Pick<Reading, 'archive' | 'toggleRead' | 'toggleStar' | 'selected'>
}

export function EntryRow(props: EntryRowProps) {
  const { entry, source, showSource, isOpen, now, actions } = props
  const when = entry.publishedAt ?? entry.arrivedAt
  const isSelected = actions.selected.has(entry.id)
  return (
    <div {...rowFrame(props)} className="row" data-read={entry.read} data-selected={isSelected}>
      <Link
        to="."
        search={({ conversation: _, ...now_ }) => ({ ...now_, entry: entry.id })}
        replace={props.replace}
        resetScroll={false}
        className="row-link"
        aria-current={isOpen ? 'true' : undefined}
      >
        <span className="row-meta">
          {showSource && source !== undefined && (
            <>
              <Monogram title={source.title} seed={source.feedUrl} />
              <span className="row-source">{source.title}</span>
            </>
          )}
          {!showSource && <span className="row-source">{entry.author}</span>}
          {isSelected && <span className="hidden-visually">Selected</span>}
          {entry.starred && <Star aria-label="Starred" className="row-star" />}
          <time dateTime={when} title={fullTime(when)}>
            {shortAge(when, now)}
          </time>
        </span>
        <span className="row-text">
          <span className="row-title">
            {!entry.read && <span className="hidden-visually">Unread: </span>}
            {entry.title === '' ? 'Untitled' : entry.title}
          </span>
          <span className="row-snippet">{entry.snippet}</span>
        </span>
      </Link>
      {entry.image !== null && <Thumbnail address={entry.image} />}
      <span className="row-actions">
        <EntryActions entry={entry} actions={actions} />
      </span>
    </div>
  )
}
