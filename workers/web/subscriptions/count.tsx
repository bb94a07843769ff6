interface CountProps {
  readonly value: number | undefined
  readonly quiet?: boolean
  /** What is counted, read out behind the number. */
  readonly words?: string | undefined
}

/** A number of entries or conversations; nothing when there are none. */
export function Count({ value, quiet = false, words = quiet ? ' entries' : ' unread' }: CountProps) {
  if (value === undefined || value === 0) return null
  return (
    <span className={`count${quiet ? ' is-quiet' : ''}`}>
      {value > 9999 ? '9999+' : value}
      <span className="hidden-visually">{words}</span>
    </span>
  )
}
