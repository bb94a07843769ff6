import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { readSubscription, type ReadingSearch, type Scope } from '../app/scope.ts'
import { Missing } from '../app/broken.tsx'
import { ListPane } from './list-pane.tsx'
import type { ListQuery } from './list.ts'
import { ReaderPane } from './reader-pane.tsx'
import { useEntryList } from './use-entry-list.ts'
import { useReading } from './use-reading.ts'
import './reading-page.css'

const home = getRouteApi('/house/')
const feed = getRouteApi('/house/feed/$subscription')
const folder = getRouteApi('/house/folder/$folder')

export function HomeRoute() {
  return <ReadingPage search={home.useSearch()} />
}

export function FeedRoute() {
  const subscription = readSubscription(feed.useParams().subscription)
  const search = feed.useSearch()
  return subscription === undefined ? (
    <Missing />
  ) : (
    <ReadingPage subscription={subscription} search={search} />
  )
}

export function FolderRoute() {
  return <ReadingPage folder={folder.useParams().folder} search={folder.useSearch()} />
}

/** A list and, beside it or on a narrow screen instead of it, the open entry. */
function ReadingPage({
  subscription,
  folder: folderName,
  search,
}: Scope & { readonly search: ReadingSearch }) {
  const { view = 'unread', q, entry } = search
  const query = useMemo<ListQuery>(
    () => ({
      view,
      ...(subscription === undefined ? {} : { subscription }),
      ...(folderName === undefined ? {} : { folder: folderName }),
      ...(q === undefined ? {} : { q }),
    }),
    [view, subscription, folderName, q],
  )
  const listed = useEntryList(query)
  const reading = useReading(query, listed, entry)
  return (
    <main className="reading">
      <ListPane
        key={`${subscription ?? ''}/${folderName ?? ''}`}
        query={query}
        listed={listed}
        reading={reading}
      />
      <ReaderPane id={entry} reading={reading} />
    </main>
  )
}
