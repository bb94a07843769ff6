interface MonogramProps {
  readonly title: string
  /** What the colour is derived from, so that a feed keeps it. */
  readonly seed: string
}

/** A feed's mark: its first letter on a colour of its own. No picture is fetched from anywhere. */
export function Monogram({ title, seed }: MonogramProps) {
  const letter = /[\p{L}\p{N}]/u.exec(title)?.[0] ?? '·'
  return (
    <span className="monogram" aria-hidden="true" style={{ '--hue': hueOf(seed) }}>
      {letter.toUpperCase()}
    </span>
  )
}

export function hueOf(seed: string): number {
  let hash = 7
  for (const char of seed) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 36_000
  return (hash * 137) % 360
}
