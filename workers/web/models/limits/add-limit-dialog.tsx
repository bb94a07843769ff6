import type { LimitScope } from '@switchboard/shared-types/api/router/limits'
import { RouteId, TokenId } from '@switchboard/shared-types/ids'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { done } from '../../app/api.ts'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { formText } from '../../ui/form-text.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { useModelRouter } from '../model-router.ts'
import { measureOf, METRICS, PERIOD_WORDS, type Metric, type Period } from './words.ts'

const WARNINGS = [0.5, 0.8, 0.9]

export function AddLimitDialog({ onClose }: { readonly onClose: () => void }) {
  const router = useModelRouter()
  const client = useQueryClient()
  const [metric, setMetric] = useState<Metric>('money')
  const [chosen, setPeriod] = useState<Period>('month')
  const periods = METRICS.find((one) => one.metric === metric)?.periods ?? []
  const period = periods.includes(chosen) ? chosen : (periods[0] ?? 'day')
  const add = async (form: HTMLFormElement): Promise<void> => {
    const measure = measureOf({ metric, period, amount: Number(formText(form, 'amount')) })
    if (measure === null) return
    const warnAt = formText(form, 'warnAt')
    const json = {
      ...measure,
      scope: scopeOf(formText(form, 'scope')),
      warnAt: warnAt === '' ? null : Number(warnAt),
    }
    await done(router.api.limits.$post({ json }))
    await client.invalidateQueries({ queryKey: router.key })
  }
  return (
    <FormDialog title="Set a limit" act="Set it" onSubmit={add} onClose={onClose}>
      <div className="fields">
        <SelectField
          label="Of"
          value={metric}
          onChange={({ target }) =>
            setMetric(METRICS.find((one) => one.metric === target.value)?.metric ?? metric)
          }
        >
          {METRICS.map((one) => (
            <option key={one.metric} value={one.metric}>
              {one.title}
            </option>
          ))}
        </SelectField>
        <Field
          key={metric}
          label={metric === 'money' ? 'At most, in US dollars' : 'At most'}
          name="amount"
          type="number"
          inputMode={metric === 'money' ? 'decimal' : 'numeric'}
          min={metric === 'money' ? 0.01 : 1}
          max={metric === 'concurrency' ? 10_000 : 1_000_000_000}
          step={metric === 'money' ? 0.01 : 1}
          defaultValue={{ money: 20, tokens: 100_000, requests: 60, concurrency: 4 }[metric]}
          required
        />
      </div>
      {metric === 'money' && (
        <p className="field-hint">
          Calls whose price is unknown are refused as long as there is a budget. Prices are set at each
          provider.
        </p>
      )}
      <div className="fields">
        <SelectField
          label="In"
          value={period}
          disabled={periods.length === 1}
          onChange={({ target }) => setPeriod(periods.find((one) => one === target.value) ?? period)}
        >
          {periods.map((one) => (
            <option key={one} value={one}>
              {PERIOD_WORDS[one]}
            </option>
          ))}
        </SelectField>
        <ScopeField />
      </div>
      {router.warns && (period === 'day' || period === 'month') && (
        <SelectField
          label="Tell me"
          name="warnAt"
          defaultValue="0.8"
          hint="Once in each period, in the notifications. At the limit itself calls are refused."
        >
          {WARNINGS.map((share) => (
            <option key={share} value={share}>
              when {share * 100} % are used
            </option>
          ))}
          <option value="">not at all</option>
        </SelectField>
      )}
    </FormDialog>
  )
}

function ScopeField() {
  const router = useModelRouter()
  const { data: tokens = [] } = useQuery(router.queries.tokens)
  const { data: routes = [] } = useQuery(router.queries.routes)
  return (
    <SelectField label="For" name="scope">
      <option value="">all calls together</option>
      {tokens.map(({ id, name }) => (
        <option key={id} value={id}>
          the token {name}
        </option>
      ))}
      {routes.map(({ id, name }) => (
        <option key={id} value={id}>
          the route {name}
        </option>
      ))}
    </SelectField>
  )
}

/** Ids name what they are of. */
function scopeOf(chosen: string): LimitScope {
  const token = TokenId.safeParse(chosen)
  if (token.success) return { kind: 'token', id: token.data }
  const route = RouteId.safeParse(chosen)
  return route.success ? { kind: 'route', id: route.data } : { kind: 'person' }
}
