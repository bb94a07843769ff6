import { SELF, type Analysis } from '@switchboard/shared-types/api/conversations/analysis'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { Link } from '@tanstack/react-router'
import { ChevronRight, RotateCw } from 'lucide-react'
import { fullTime } from '../../app/time.ts'
import { makeStore, useStore } from '../../ui/store.ts'
import { CATEGORY_WORDS, PRIORITY_WORDS } from '../words.ts'
import { useAnalyse } from './use-analyse.ts'
import './understood.css'

interface UnderstoodPanelProps {
  readonly id: ConversationId
  readonly analysis: Analysis | null
}

const KEY = 'switchboard.understood'
const isOpen = makeStore(localStorage.getItem(KEY) === 'open')

/** What was understood of a conversation, above its messages: in a line, or all of it. */
export function UnderstoodPanel({ id, analysis }: UnderstoodPanelProps) {
  const open = useStore(isOpen)
  const again = useAnalyse(id)
  if (analysis === null) return null
  const { priority, priorityReason, category, summary, answerExpected } = analysis
  const toggle = (): void => {
    isOpen.set(!open)
    localStorage.setItem(KEY, open ? 'closed' : 'open')
  }
  return (
    <section className="understood" aria-label="What was understood">
      <div className="understood-head">
        <button type="button" className="understood-fold" aria-expanded={open} onClick={toggle}>
          <ChevronRight aria-hidden="true" />
          <span className={`mark is-${priority}`} title={priorityReason}>
            {PRIORITY_WORDS[priority]}
          </span>
          {category !== 'other' && <span className="mark">{CATEGORY_WORDS[category]}</span>}
          {answerExpected.expected && (
            <span className="mark is-answer">{expectedWords(answerExpected.from)}</span>
          )}
          {!open && <span className="understood-line">{summary}</span>}
        </button>
        {open && (
          <button
            type="button"
            className={`icon-button${again.isPending ? ' is-turning' : ''}`}
            aria-label="Understand it again"
            title="Understand it again"
            onClick={() => again.mutate()}
          >
            <RotateCw aria-hidden="true" />
          </button>
        )}
      </div>
      {open && <Details analysis={analysis} />}
    </section>
  )
}

function Details({ analysis }: { readonly analysis: Analysis }) {
  const { summary, priorityReason, openQuestions, dates, commitments, by, at } = analysis
  return (
    <div className="understood-body">
      {summary !== '' && <p className="understood-summary">{summary}</p>}
      <dl className="understood-facts">
        {priorityReason !== '' && <Facts title="Why this priority" facts={[priorityReason]} />}
        <Facts title="Open" facts={openQuestions} />
        <Facts title="Dates" facts={dates.map(({ what, when }) => `${when}: ${what}`)} />
        <Facts
          title="Promised"
          facts={commitments.map(({ who, what }) => `${who === SELF ? 'You' : who}: ${what}`)}
        />
      </dl>
      <p className="understood-by" title={fullTime(at)}>
        {by.kind === 'model' ? (
          <>Understood by {by.model}</>
        ) : (
          <>
            Understood by built-in rules: extracts and keywords. {by.reason} <Link to="/models">Models</Link>
          </>
        )}
      </p>
    </div>
  )
}

function Facts({ title, facts }: { readonly title: string; readonly facts: readonly string[] }) {
  if (facts.length === 0) return null
  return (
    <div>
      <dt>{title}</dt>
      {facts.map((fact) => (
        <dd key={fact}>{fact}</dd>
      ))}
    </div>
  )
}

function expectedWords(from: string | null): string {
  if (from === SELF) return 'Your answer is expected'
  return from === null ? 'An answer is expected' : `${from} owes an answer`
}
