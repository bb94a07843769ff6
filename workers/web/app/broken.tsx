import { Link } from '@tanstack/react-router'
import { CloudOff, Compass } from 'lucide-react'
import { Empty } from '../ui/empty.tsx'
import { sentenceFor } from './sentences.ts'

/** What is shown where a page could not be built. */
export function Broken({ error }: { readonly error: unknown }) {
  return (
    <main className="whole-page">
      <Empty icon={CloudOff} title="This did not work">
        <p>{sentenceFor(error)}</p>
        <button type="button" className="button" onClick={() => globalThis.location.reload()}>
          Try again
        </button>
      </Empty>
    </main>
  )
}

export function Missing() {
  return (
    <main className="whole-page">
      <Empty icon={Compass} title="There is nothing here">
        <p>The address leads nowhere in this Switchboard.</p>
        <Link to="/" className="button">
          Go to the inbox
        </Link>
      </Empty>
    </main>
  )
}
