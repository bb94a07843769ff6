import type { Enclosure } from '@switchboard/shared-types/api/entries'
import { Paperclip } from 'lucide-react'
import { isWebAddress } from '../ui/open-in-new-tab.ts'

/** Files that come with an entry: sound is played here, anything else opens in a new tab. */
export function Enclosures({ enclosures }: { readonly enclosures: readonly Enclosure[] }) {
  const safe = enclosures.filter(({ url }) => isWebAddress(url))
  if (safe.length === 0) return null
  return (
    <ul className="enclosures" aria-label="Attachments">
      {safe.map((enclosure) => (
        <li key={enclosure.url}>
          {enclosure.type?.startsWith('audio/') === true && (
            // No captions: the feed brings none, and the entry's text stands above.
            <audio controls preload="none" src={enclosure.url} />
          )}
          <a href={enclosure.url} target="_blank" rel="noopener noreferrer">
            <Paperclip aria-hidden="true" />
            {nameOf(enclosure.url)}
            {enclosure.length !== null && enclosure.length > 0 && <small>{sizeOf(enclosure.length)}</small>}
          </a>
        </li>
      ))}
    </ul>
  )
}

function nameOf(url: string): string {
  const { pathname, hostname } = new URL(url)
  const name = pathname.split('/').findLast((part) => part !== '') ?? hostname
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** @param bytes as the feed tells */
export function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
