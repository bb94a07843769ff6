import { hueOf } from './monogram.tsx'
import './face.css'

interface FaceProps {
  readonly name: string
  /** What the colour is derived from, so that a person keeps it. */
  readonly seed: string
}

/** A person's mark: their initials on a colour of their own. Their name stands beside it, or in its place when read out. */
export function Face({ name, seed }: FaceProps) {
  return (
    <span className="face" aria-hidden="true" style={{ '--hue': hueOf(seed) }}>
      {initialsOf(name)}
    </span>
  )
}

/** The first letters of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/u).flatMap((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? [])
  const [first = '·', ...others] = words
  return `${first}${others.at(-1) ?? ''}`.toUpperCase()
}
