import { Search, X } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useCommands } from '../app/commands.ts'
import { IconButton } from './icon-button.tsx'

const TYPING_MS = 250
/** The API takes no more. */
const LONGEST_WORDS = 200

interface SearchFieldProps {
  /** What is searched for now. */
  readonly asked: string
  /** For those who do not see the field. */
  readonly label: string
  /** Told what to search for once one stops typing; empty: nothing any more. */
  readonly onSearch: (words: string) => void
}

/** Searches a list while one types. */
export function SearchField({ asked, label, onSearch }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(asked)
  const search = useEffectEvent(onSearch)
  useEffect(() => setText(asked), [asked])
  useEffect(() => {
    const wanted = text.trim()
    if (wanted === asked.trim()) return
    const timer = setTimeout(() => search(wanted), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text, asked])
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
        aria-label={label}
        aria-keyshortcuts="/"
        autoComplete="off"
        maxLength={LONGEST_WORDS}
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
