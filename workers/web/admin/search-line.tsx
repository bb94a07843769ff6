import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'

interface SearchLineProps {
  readonly label: string
  readonly onSearch: (text: string) => void
  readonly children?: ReactNode
}

const TYPING_MS = 250

export function SearchLine({ label, onSearch, children }: SearchLineProps) {
  const [text, setText] = useState('')
  const search = useEffectEvent(() => onSearch(text.trim()))
  useEffect(() => {
    const timer = setTimeout(search, TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <div className="search-line">
      <input
        type="search"
        className="input"
        aria-label={label}
        placeholder={label}
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {children}
    </div>
  )
}
