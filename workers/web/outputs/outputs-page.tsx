import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Megaphone, Newspaper, PenLine } from 'lucide-react'
import { useState } from 'react'
import { Waiting } from '../models/waiting.tsx'
import { Empty } from '../ui/empty.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Problem } from '../ui/problem.tsx'
import type { OutputsSearch } from './address.ts'
import { NewOutputDialog } from './new-output-dialog.tsx'
import type { Asked } from './new-output-dialog.tsx'
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
  const [asked, setAsked] = useState<Asked | null>(null)
  const source = asked ?? sourceOf(search)
  const close = (): void => {
    setAsked(null)
    void navigate({ to: '/outputs', search: {}, replace: true })
  }
  const buttons = (
    <div className="outputs-acts">
      <button type="button" className="button" onClick={() => setAsked({ type: 'digest' })}>
        <Newspaper aria-hidden="true" />
        Make a digest
      </button>
      <button type="button" className="button is-primary" onClick={() => setAsked({ type: 'text' })}>
        <PenLine aria-hidden="true" />
        Write a post
      </button>
    </div>
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
                Make a post of an entry (press <kbd>p</kbd> on it), of several (select them with <kbd>x</kbd>)
                or of a conversation (in its menu), a digest of what arrived, or write one. It is published
                when you say so.
              </p>
              {buttons}
            </Empty>
          </section>
        )}
        {outputs !== undefined && outputs.length > 0 && (
          <>
            <div className="outputs-head">
              <p className="is-soft">Nothing is published before you say so.</p>
              {buttons}
            </div>
            {outputs.map((output) => (
              <OutputCard key={output.id} output={output} />
            ))}
          </>
        )}
        {source !== null && <NewOutputDialog source={source} onClose={close} />}
      </div>
    </main>
  )
}

function sourceOf({ conversation, entries }: OutputsSearch): Asked | null {
  if (conversation !== undefined) return { type: 'conversation', id: conversation }
  return entries === undefined ? null : { type: 'entries', ids: [...entries] }
}
