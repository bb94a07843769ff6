import type { ModelCall, RunningCall } from '@switchboard/shared-types/api/router/calls'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Problem } from '../../ui/problem.tsx'
import { useStore } from '../../ui/store.ts'
import { STATUS_WORDS } from '../calls/words.ts'
import { counted, dollars, short, span } from '../format.ts'
import { justSettled } from '../live/just-settled.ts'
import { runningQuery } from '../queries.ts'

/** The calls of this moment, and those that ended just now, each in the place where it began. */
export function Running() {
  const { data: running, error } = useQuery(runningQuery)
  const settled = useStore(justSettled.store)
  const ended = new Set(settled.map(({ id }) => id))
  const calls = [...(running ?? []).filter(({ id }) => !ended.has(id)), ...settled]
  const now = useTicks(calls.length > ended.size)
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>Running now</h2>
        <Link to="/models/calls">All calls</Link>
      </div>
      {error !== null && <Problem error={error} />}
      <ol className="running" aria-label="Running now">
        {calls
          .toSorted((a, b) => (a.id < b.id ? -1 : 1))
          .map((call) => (
            <li key={call.id} data-ended={'status' in call}>
              <span className="running-mark" />
              <span className="running-what">
                {call.model}
                <small>
                  {[call.token.name, call.agent, call.provider, sessionWords(call)]
                    .filter((word) => word !== null)
                    .join(' · ')}
                </small>
              </span>
              {'status' in call ? <Ended call={call} /> : <Begun call={call} now={now} />}
            </li>
          ))}
      </ol>
      {calls.length === 0 && (
        <p className="running-none">Nothing at this moment. A call appears here as soon as it begins.</p>
      )}
    </section>
  )
}

/** Enough of a session's id to tell it from others. */
function sessionWords({ session }: Pick<RunningCall, 'session'>): string | null {
  return session === null ? null : `session ${session.slice(0, 8)}`
}

function Begun({ call, now }: { readonly call: RunningCall; readonly now: number }) {
  const seconds = Math.max(0, Math.floor((now - Date.parse(call.at)) / 1_000))
  return (
    <span className="running-how">
      {seconds < 60 ? `${seconds} s` : span(seconds * 1_000)}
      <small>about {short(call.estimatedInputTokens)} tokens in</small>
    </span>
  )
}

function Ended({ call }: { readonly call: ModelCall }) {
  return (
    <Link to="/models/calls" search={{ call: call.id }} className="running-how">
      {STATUS_WORDS[call.status][0]}
      {call.durationMs !== null && ` in ${span(call.durationMs)}`}
      <small>
        {call.usage === null ? '' : `${counted(call.usage.output, 'token')} out · `}
        {call.costUsd === null ? 'cost unknown' : dollars(call.costUsd)}
      </small>
    </Link>
  )
}

/** The time in milliseconds since 1970, fresh every second as long as something runs. */
function useTicks(isNeeded: boolean): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!isNeeded) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [isNeeded])
  return now
}
