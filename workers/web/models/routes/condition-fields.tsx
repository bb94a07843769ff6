import { Protocol } from '@switchboard/shared-types/api/router/protocol'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Check } from '../../ui/check.tsx'
import { Field } from '../../ui/field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { useModelRouter } from '../model-router.ts'
import { PROTOCOL_WORDS } from '../calls/words.ts'
import type { RouteForm, Wish } from './route-form.ts'

interface ConditionFieldsProps {
  readonly form: RouteForm
  readonly onChange: (part: Partial<RouteForm>) => void
}

const WISHES = ['thinking', 'images', 'tools'] as const

/** What a route asks of a call besides its model; folded away as long as it asks nothing. */
export function ConditionFields({ form, onChange }: ConditionFieldsProps) {
  const router = useModelRouter()
  const { data: tokens = [] } = useQuery(router.queries.tokens)
  const [wasOpen] = useState(() => hasConditions(form))
  return (
    <details className="fold" open={wasOpen}>
      <summary>Only some of the calls</summary>
      <div className="stack">
        <div className="fields">
          <TokenCount label="Tokens in, at least" value={form.min} onValue={(min) => onChange({ min })} />
          <TokenCount label="Tokens in, at most" value={form.max} onValue={(max) => onChange({ max })} />
        </div>
        <div className="fields">
          {WISHES.map((wish) => (
            <SelectField
              key={wish}
              label={`${wish.charAt(0).toUpperCase()}${wish.slice(1)}`}
              value={form[wish]}
              onChange={({ target }) => onChange({ [wish]: readWish(target.value) })}
            >
              <option value="">with or without</option>
              <option value="yes">only with</option>
              <option value="no">only without</option>
            </SelectField>
          ))}
        </div>
        <HourFields form={form} onChange={onChange} />
        <fieldset>
          <legend>Asked in (none ticked: any)</legend>
          <div className="checks">
            {Protocol.options.map((protocol) => (
              <Check
                key={protocol}
                label={PROTOCOL_WORDS[protocol]}
                checked={form.protocols.includes(protocol)}
                onChange={() => onChange({ protocols: toggled(form.protocols, protocol) })}
              />
            ))}
          </div>
        </fieldset>
        {tokens.length > 0 && (
          <fieldset>
            <legend>Asked by (none ticked: any)</legend>
            <div className="checks">
              {tokens.map(({ id, name }) => (
                <Check
                  key={id}
                  label={name}
                  checked={form.tokens.includes(id)}
                  onChange={() => onChange({ tokens: toggled(form.tokens, id) })}
                />
              ))}
            </div>
          </fieldset>
        )}
      </div>
    </details>
  )
}

interface TokenCountProps {
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
}

function TokenCount({ label, value, onValue }: TokenCountProps) {
  return (
    <Field
      label={label}
      type="number"
      min={1}
      step={1}
      placeholder="any number"
      value={value}
      onChange={({ target }) => onValue(target.value)}
    />
  )
}

function HourFields({ form, onChange }: ConditionFieldsProps) {
  const isLimited = form.from !== '' || form.until !== ''
  return (
    <div className="fields">
      <SelectField
        label="From"
        value={form.from}
        onChange={({ target }) =>
          onChange(
            target.value === ''
              ? { from: '', until: '' }
              : { from: target.value, until: form.until === '' ? '24' : form.until },
          )
        }
      >
        <option value="">at any hour</option>
        <Hours first={0} last={23} />
      </SelectField>
      {isLimited && (
        <>
          <SelectField
            label="Until"
            value={form.until}
            onChange={({ target }) => onChange({ until: target.value })}
          >
            <Hours first={0} last={24} />
          </SelectField>
          <Field
            label="Time zone"
            value={form.timeZone}
            onChange={({ target }) => onChange({ timeZone: target.value })}
            maxLength={60}
            required
            autoComplete="off"
          />
        </>
      )}
    </div>
  )
}

function Hours({ first, last }: { readonly first: number; readonly last: number }) {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).map((hour) => (
    <option key={hour} value={hour}>
      {String(hour).padStart(2, '0')}:00
    </option>
  ))
}

function hasConditions(form: RouteForm): boolean {
  const { min, max, thinking, images, tools, from, tokens, protocols } = form
  const isTyped = [min, max, thinking, images, tools, from].some((text) => text !== '')
  return isTyped || tokens.length > 0 || protocols.length > 0
}

function readWish(value: string): Wish {
  return value === 'yes' || value === 'no' ? value : ''
}

function toggled<T>(all: readonly T[], one: T): T[] {
  return all.includes(one) ? all.filter((other) => other !== one) : [...all, one]
}
