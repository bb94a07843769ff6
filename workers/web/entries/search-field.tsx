import { useNavigate } from '@tanstack/react-router'
import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useCommands } from '../app/commands.ts'
import { readSearch, type ReadingSearch } from '../app/scope.ts'
import { IconButton } from '../ui/icon-button.tsx'
import type { ListQuery } from './list.ts'

const TYPING_MS = 250

/** Searches the list's scope while one types; the words are part of the address. */
export function SearchField({ query }: { readonly query: ListQuery }) {
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(query.q ?? '')
  const asked = query.q ?? ''

  useEffect(() => setText(asked), [asked])

  useEffect(() => {
    const wanted = text.trim()
    if (wanted === asked.trim()) return
    const timer = setTimeout(() => {
      void navigate({ to: '.', search: (now) => searched(readSearch(now), wanted), replace: asked !== '' })
    }, TYPING_MS)
    return () => clearTimeout(timer)
  }, [text, asked, navigate])

  useCommands({ search: () => input.current?.select() })

  return (
    <div className="search" role="search">
      <Search aria-hidden="true" />
      <input
        ref={input}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        value={text}
        placeholder="Search"
        aria-label="Search entries"
        aria-keyshortcuts="/"
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          setText('')
          input.current?.blur()
        }}
      />
      {text !== '' && <IconButton icon={X} label="Clear the search" onClick={() => setText('')} />}
    </div>
  )
}

/** A search from the unread list looks at everything that was not archived. */
function searched({ q: _, entry: __, view, ...rest }: ReadingSearch, q: string): ReadingSearch {
  const kept = view === 'starred' || view === 'archived' ? { view } : {}
  return q === '' ? { ...rest, ...kept } : { ...rest, q, view: kept.view ?? 'all' }
}
