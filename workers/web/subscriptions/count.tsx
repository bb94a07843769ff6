interface CountProps {
  readonly value: number | undefined
  readonly quiet?: boolean
}

/** A number of entries; nothing when there are none. */
export function Count({ value, quiet = false }: CountProps) {
  if (value === undefined || value === 0) return null
  return (
    <span className={`count${quiet ? ' is-quiet' : ''}`}>
      {value > 9999 ? '9999+' : value}
      <span className="hidden-visually">{quiet ? ' entries' : ' unread'}</span>
    </span>
  )
}
