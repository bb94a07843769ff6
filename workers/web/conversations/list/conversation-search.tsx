import { useNavigate } from '@tanstack/react-router'
import { SearchField } from '../../ui/search-field.tsx'
import type { ListQuery } from './list.ts'

/** Searches the conversations; the words are part of the address. */
export function ConversationSearch({ query }: { readonly query: ListQuery }) {
  const navigate = useNavigate({ from: '/conversations' })
  const asked = query.q ?? ''
  const search = (words: string): void => {
    void navigate({
      search: ({ q: _, conversation: __, ...now }) => (words === '' ? now : { ...now, q: words }),
      replace: asked !== '',
    })
  }
  return <SearchField asked={asked} label="Search conversations" onSearch={search} />
}
