import { CircleAlert } from 'lucide-react'
import { sentenceFor } from '../app/sentences.ts'

/** A failed call, as one sentence. */
export function Problem({ error }: { readonly error: unknown }) {
  return (
    <p className="problem" role="alert">
      <CircleAlert aria-hidden="true" />
      <span>{sentenceFor(error)}</span>
    </p>
  )
}
