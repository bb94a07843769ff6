import type { ModelRoute } from '@switchboard/shared-types/api/router/routes'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { useModelRouter } from '../model-router.ts'
import { chosenSpan } from '../format.ts'
import { ConditionFields } from './condition-fields.tsx'
import { withRoute } from './order.ts'
import { draftOf, formOf, newForm, type RouteForm } from './route-form.ts'
import { TargetFields } from './target-fields.tsx'
import { useSaveRoutes } from './use-save-routes.ts'

interface RouteDialogProps {
  /** Undefined for a new one. */
  readonly route: ModelRoute | undefined
  readonly routes: readonly ModelRoute[]
  readonly onClose: () => void
}

const CACHE_SECONDS = [60, 600, 3_600, 86_400, 604_800]

export function RouteDialog({ route, routes, onClose }: RouteDialogProps) {
  const router = useModelRouter()
  const { data: providers = [] } = useQuery(router.queries.providers)
  const save = useSaveRoutes()
  const [form, setForm] = useState<RouteForm>(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone
    return route === undefined ? newForm(providers[0]?.slug ?? '', here) : formOf(route, here)
  })
  const [problem, setProblem] = useState('')
  const submit = useMutation({ mutationFn: save, onSuccess: onClose })
  const change = (part: Partial<RouteForm>): void => setForm({ ...form, ...part })
  const send = (): void => {
    const read = draftOf(form)
    setProblem('problem' in read ? read.problem : '')
    if ('draft' in read) submit.mutate(withRoute(routes, read.draft))
  }
  return (
    <Dialog title={route?.name ?? 'A new route'} size="large" isDismissable={false} onClose={onClose}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (!submit.isPending) send()
        }}
      >
        <div className="dialog-body stack">
          <div className="fields">
            <Field
              label="Name"
              value={form.name}
              onChange={({ target }) => change({ name: target.value })}
              required
              maxLength={60}
              autoComplete="off"
              autoFocus
              placeholder="Long context"
            />
            <Field
              label="Models that are asked for"
              value={form.models}
              onChange={({ target }) => change({ models: target.value })}
              required
              autoComplete="off"
              spellCheck={false}
              placeholder="claude-*, gpt-5"
              hint="* stands for anything, ? for one character. A name of your own works as well."
            />
          </div>
          <ConditionFields form={form} onChange={change} />
          <TargetFields
            targets={form.targets}
            providers={providers}
            onChange={(targets) => change({ targets })}
          />
          <CacheField cache={form.cache} onChange={(cache) => change({ cache })} />
          {problem !== '' && (
            <p className="problem" role="alert">
              {problem}
            </p>
          )}
          {submit.error !== null && <Problem error={submit.error} />}
        </div>
        <div className="dialog-foot">
          <button type="button" className="button is-quiet" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button is-primary" aria-disabled={submit.isPending}>
            Save the route
          </button>
        </div>
      </form>
    </Dialog>
  )
}

interface CacheFieldProps {
  readonly cache: string
  readonly onChange: (cache: string) => void
}

function CacheField({ cache, onChange }: CacheFieldProps) {
  const [known] = useState(cache)
  const offered = [...new Set([...CACHE_SECONDS, ...(known === '' ? [] : [Number(known)])])]
  return (
    <SelectField
      label="The very same question again"
      value={cache}
      onChange={({ target }) => onChange(target.value)}
      hint="An answer that is kept costs nothing, and is the same each time."
    >
      <option value="">asks the model again</option>
      {offered
        .toSorted((a, b) => a - b)
        .map((seconds) => (
          <option key={seconds} value={seconds}>
            is answered from what was kept for {chosenSpan(seconds)}
          </option>
        ))}
    </SelectField>
  )
}
