import type { OutputSource } from '@switchboard/shared-types/api/outputs'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Megaphone, PenLine } from 'lucide-react'
import { useState } from 'react'
import { Waiting } from '../models/waiting.tsx'
import { Empty } from '../ui/empty.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Problem } from '../ui/problem.tsx'
import type { OutputsSearch } from './address.ts'
import { NewOutputDialog } from './new-output-dialog.tsx'
import { OutputCard } from './output-card.tsx'
import { outputsQuery } from './queries.ts'
import '../account/account-page.css'
import '../models/models-page.css'
import './outputs-page.css'

const route = getRouteApi('/house/outputs')

/** What was made to be published: edited, approved, and what became of it. */
export function OutputsPage() {
  const search = route.useSearch()
  const navigate = useNavigate()
  const { data: outputs, error } = useQuery(outputsQuery)
  const [isWriting, setWriting] = useState(false)
  const source = sourceOf(search)
  const close = (): void => {
    setWriting(false)
    void navigate({ to: '/outputs', search: {}, replace: true })
  }
  const writeButton = (
    <button type="button" className="button is-primary" onClick={() => setWriting(true)}>
      <PenLine aria-hidden="true" />
      Write a post
    </button>
  )
  return (
    <main className="page">
      <div className="page-inner outputs">
        <PageHead title="Outputs" />
        {error !== null && <Problem error={error} />}
        {outputs === undefined && error === null && <Waiting />}
        {outputs?.length === 0 && (
          <section className="panel" aria-label="Outputs">
            <Empty icon={Megaphone} title="Nothing made yet">
              <p>
                Make a post of an entry (press <kbd>p</kbd> on it) or of a conversation (in its menu), or
                write one. It is published when you say so.
              </p>
              {writeButton}
            </Empty>
          </section>
        )}
        {outputs !== undefined && outputs.length > 0 && (
          <>
            <div className="outputs-head">
              <p className="is-soft">Nothing is published before you say so.</p>
              {writeButton}
            </div>
            {outputs.map((output) => (
              <OutputCard key={output.id} output={output} />
            ))}
          </>
        )}
        {(isWriting || source !== null) && (
          <NewOutputDialog source={source ?? { type: 'text' }} onClose={close} />
        )}
      </div>
    </main>
  )
}

function sourceOf({ conversation, entry }: OutputsSearch): OutputSource | null {
  if (conversation !== undefined) return { type: 'conversation', id: conversation }
  return entry === undefined ? null : { type: 'entries', ids: [entry] }
}
