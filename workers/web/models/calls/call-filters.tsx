import { CallStatus } from '@switchboard/shared-types/api/router/calls'
import { TokenId } from '@switchboard/shared-types/ids'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useModelRouter } from '../model-router.ts'
import { useEffect, useEffectEvent, useId, useState } from 'react'
import { Since, type CallsSearch } from '../address.ts'
import { dayWords } from '../usage/days.ts'
import { STATUS_WORDS } from './words.ts'

const TYPING_MS = 350
const SINCE_WORDS: Record<Since, string> = {
  hour: 'In the last hour',
  day: 'In the last 24 hours',
  week: 'In the last 7 days',
  month: 'In the last 30 days',
}

/** What the log shows; it is all in the page's address. */
export function CallFilters({ search }: { readonly search: CallsSearch }) {
  const router = useModelRouter()
  const navigate = useNavigate()
  const { data: tokens } = useQuery(router.queries.tokens)
  const narrow = (change: Partial<Record<keyof CallsSearch, string | undefined>>): void => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined)
    void navigate({ to: `${router.place}/calls`, search: Object.fromEntries(next), replace: true })
  }
  return (
    <div className="call-filters">
      <ModelFilter model={search.model} onModel={(model) => narrow({ model })} />
      <select
        className="input"
        aria-label="Token"
        value={search.token ?? ''}
        onChange={({ target }) => narrow({ token: TokenId.safeParse(target.value).data })}
      >
        <option value="">Any token</option>
        {tokens?.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <select
        className="input"
        aria-label="Status"
        value={search.status ?? ''}
        onChange={({ target }) => narrow({ status: CallStatus.safeParse(target.value).data })}
      >
        <option value="">Any status</option>
        {CallStatus.options.map((status) => (
          <option key={status} value={status}>
            {STATUS_WORDS[status][0]}
          </option>
        ))}
      </select>
      <select
        className="input"
        aria-label="Time"
        value={search.day ?? search.since ?? ''}
        onChange={({ target }) => narrow({ since: Since.safeParse(target.value).data, day: undefined })}
      >
        <option value="">At any time</option>
        {search.day !== undefined && <option value={search.day}>On {dayWords(search.day, 'long')}</option>}
        {Since.options.map((since) => (
          <option key={since} value={since}>
            {SINCE_WORDS[since]}
          </option>
        ))}
      </select>
    </div>
  )
}

interface ModelFilterProps {
  readonly model: string | undefined
  readonly onModel: (model: string | undefined) => void
}

function ModelFilter({ model, onModel }: ModelFilterProps) {
  const router = useModelRouter()
  const { data: providers = [] } = useQuery(router.queries.providers)
  const models = useId()
  const [text, setText] = useState(model ?? '')
  const tell = useEffectEvent(() => {
    const wanted = text.trim() === '' ? undefined : text.trim()
    if (wanted !== model) onModel(wanted)
  })
  useEffect(() => {
    const timer = setTimeout(tell, TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <>
      <input
        type="search"
        className="input"
        aria-label="Model"
        placeholder="Any model"
        title="The whole name, as it was asked for or as the provider calls it"
        maxLength={200}
        list={models}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <datalist id={models}>
        {[...new Set(providers.flatMap((provider) => provider.models))].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  )
}
