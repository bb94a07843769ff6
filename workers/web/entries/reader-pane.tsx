import type { EntryId } from '@switchboard/shared-types/ids'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { BookOpen } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useCommands } from '../app/commands.ts'
import { Empty } from '../ui/empty.tsx'
import { Problem } from '../ui/problem.tsx'
import { changeEntries } from './actions.ts'
import { findSummary } from './cache.ts'
import { EntryArticle } from './entry-article.tsx'
import { entryQuery } from './queries.ts'
import { ReaderBar } from './reader-bar.tsx'
import { SummaryPanel } from './summary-panel.tsx'
import type { Reading } from './use-reading.ts'
import { useSummary } from './use-summary.ts'

interface ReaderPaneProps {
  readonly id: EntryId | undefined
  readonly reading: Reading
}

export function ReaderPane({ id, reading }: ReaderPaneProps) {
  return (
    <section className="reader-pane" aria-label="Reader">
      {id === undefined ? <NothingOpen /> : <OpenEntry key={id} id={id} reading={reading} />}
    </section>
  )
}

function NothingOpen() {
  return (
    <Empty icon={BookOpen} title="Pick something to read">
      <p>
        <kbd>j</kbd> and <kbd>k</kbd> go through the list, <kbd>?</kbd> shows every key.
      </p>
    </Empty>
  )
}

function OpenEntry({ id, reading }: { readonly id: EntryId; readonly reading: Reading }) {
  const client = useQueryClient()
  const loaded = useQuery(entryQuery(id))
  // The list knows everything but the text, so the head is there before the body.
  const entry = loaded.data ?? findSummary(client, id)
  const isKnown = entry !== undefined
  const scroller = useRef<HTMLDivElement>(null)
  const marked = useRef(false)
  useEffect(() => {
    if (!isKnown || marked.current) return
    marked.current = true
    if (findSummary(client, id)?.read === false) void changeEntries(client, [id], { read: true })
  }, [client, id, isKnown])

  useEffect(() => {
    // Where the entry takes the place of the list, it takes the focus as well.
    if (globalThis.matchMedia('(width < 44rem)').matches) scroller.current?.focus({ preventScroll: true })
  }, [])
  const summarising = useSummary(id)
  const summarise = (): void => {
    scroller.current?.scrollTo({ top: 0 })
    summarising.ask()
  }
  useCommands({
    summarise,
    'page-down': () => {
      const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = scroller.current ?? {}
      if (scrollTop + clientHeight >= scrollHeight - 8) reading.open(reading.next)
      else scroller.current?.scrollBy({ top: clientHeight * 0.85 })
    },
  })

  return (
    <>
      <ReaderBar entry={entry} reading={reading} onSummarise={summarise} />
      <div ref={scroller} className="reader-scroll" tabIndex={-1}>
        {entry !== undefined && (
          <EntryArticle summary={entry} entry={loaded.data}>
            <SummaryPanel summarising={summarising} />
          </EntryArticle>
        )}
        {loaded.error !== null && <Problem error={loaded.error} />}
      </div>
    </>
  )
}
