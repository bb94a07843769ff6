import { useNavigate } from '@tanstack/react-router'
import { readSearch, type ReadingSearch } from '../app/scope.ts'
import { SearchField } from '../ui/search-field.tsx'
import type { ListQuery } from './list.ts'

/** Searches the list's scope; the words are part of the address. */
export function EntrySearch({ query }: { readonly query: ListQuery }) {
  const navigate = useNavigate()
  const asked = query.q ?? ''
  const search = (words: string): void => {
    void navigate({ to: '.', search: (now) => searched(readSearch(now), words), replace: asked !== '' })
  }
  return <SearchField asked={asked} label="Search entries" onSearch={search} />
}

/** A search from the unread list looks at everything that was not archived. */
function searched({ q: _, entry: __, view, ...rest }: ReadingSearch, q: string): ReadingSearch {
  const kept = view === 'starred' || view === 'archived' ? { view } : {}
  return q === '' ? { ...rest, ...kept } : { ...rest, q, view: kept.view ?? 'all' }
}
