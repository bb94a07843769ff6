import type { Entry, EntrySummary } from '@switchboard/shared-types/api/entries'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { fullTime } from '../app/time.ts'
import { subscriptionsQuery } from '../subscriptions/queries.ts'
import { Monogram } from '../ui/monogram.tsx'
import { isWebAddress } from '../ui/open-in-new-tab.ts'
import { Enclosures } from './enclosures.tsx'
import { EntryFrame } from './entry-frame.tsx'

interface EntryArticleProps {
  readonly summary: EntrySummary
  readonly entry: Entry | undefined
  /** What stands between head and text. */
  readonly children: ReactNode
}

export function EntryArticle({ summary, entry, children }: EntryArticleProps) {
  const { data: subscriptions } = useQuery(subscriptionsQuery)
  const source = subscriptions?.find((one) => one.id === summary.subscriptionId)
  const when = summary.publishedAt ?? summary.arrivedAt
  const title = summary.title === '' ? 'Untitled' : summary.title
  const url = summary.url !== null && isWebAddress(summary.url) ? summary.url : null
  return (
    <article className="article">
      <header className="article-head">
        {source !== undefined && (
          <Link to="/feed/$subscription" params={{ subscription: source.id }} className="article-source">
            <Monogram title={source.title} seed={source.feedUrl} />
            {source.title}
          </Link>
        )}
        <h1 className="article-title">
          {url === null ? (
            title
          ) : (
            <a href={url} target="_blank" rel="noopener noreferrer">
              {title}
            </a>
          )}
        </h1>
        <p className="article-meta">
          {summary.author !== null && summary.author !== '' && <span>{summary.author}</span>}
          <time dateTime={when}>{fullTime(when)}</time>
        </p>
      </header>
      {children}
      {entry === undefined ? (
        <p className="article-wait">{summary.snippet}</p>
      ) : (
        <>
          {entry.contentHtml === '' ? (
            <p className="article-none">
              The feed brings no text for this entry.
              {url !== null && ' Open the original to read it.'}
            </p>
          ) : (
            // A text that its publisher changes while it is open is a new document.
            <EntryFrame key={entry.contentHtml} html={entry.contentHtml} title={title} />
          )}
          <Enclosures enclosures={entry.enclosures} />
        </>
      )}
    </article>
  )
}
