import type { Provider } from '@switchboard/shared-types/api/router/providers'
import { Plus, Trash2 } from 'lucide-react'
import { useId } from 'react'
import { Field } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { newTarget, type TargetForm } from './route-form.ts'

const MOST_TARGETS = 20

interface TargetFieldsProps {
  readonly targets: readonly TargetForm[]
  readonly providers: readonly Provider[]
  readonly onChange: (targets: readonly TargetForm[]) => void
}

/** Where the calls of a route go. */
export function TargetFields({ targets, providers, onChange }: TargetFieldsProps) {
  const change = (key: number, part: Partial<TargetForm>): void =>
    onChange(targets.map((target) => (target.key === key ? { ...target, ...part } : target)))
  const addTarget = (): void => {
    const lastTier = Math.max(...targets.map(({ tier }) => Number(tier)))
    onChange([...targets, newTarget(providers[0]?.slug, String(Math.min(9, lastTier + 1)))])
  }
  return (
    <fieldset className="target-list">
      <legend>Goes to</legend>
      {targets.map((target, index) => (
        <TargetLine
          key={target.key}
          target={target}
          number={index + 1}
          providers={providers}
          onChange={(part) => change(target.key, part)}
          onRemove={
            targets.length === 1 ? undefined : () => onChange(targets.filter((one) => one.key !== target.key))
          }
        />
      ))}
      <div className="target-more">
        <button
          type="button"
          className="button"
          disabled={targets.length >= MOST_TARGETS}
          onClick={addTarget}
        >
          <Plus aria-hidden="true" />
          Add a target
        </button>
        <p className="field-hint">
          Tier 1 is tried first, tier 2 when all of tier 1 have failed. Targets of one tier share its calls by
          weight.
        </p>
      </div>
    </fieldset>
  )
}

interface TargetLineProps {
  readonly target: TargetForm
  readonly number: number
  readonly providers: readonly Provider[]
  readonly onChange: (part: Partial<TargetForm>) => void
  readonly onRemove: (() => void) | undefined
}

function TargetLine({ target, number, providers, onChange, onRemove }: TargetLineProps) {
  const models = useId()
  const provider = providers.find(({ slug }) => slug === target.provider)
  return (
    <div className="target-line" role="group" aria-label={`Target ${number}`}>
      <div className="target-fields">
        <SelectField
          label="Provider"
          value={target.provider}
          required
          onChange={(event) => onChange({ provider: event.target.value, model: '' })}
        >
          {provider === undefined && (
            <option value={target.provider}>{target.provider || 'Choose one'}</option>
          )}
          {providers.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </SelectField>
        <Field
          label="Model"
          value={target.model}
          list={models}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          placeholder="as asked"
          onChange={(event) => onChange({ model: event.target.value })}
        />
        <datalist id={models}>
          {provider?.models.map((model) => (
            <option key={model} value={model} />
          ))}
        </datalist>
        <Field
          label="Tier"
          type="number"
          min={1}
          max={9}
          required
          value={target.tier}
          onChange={(event) => onChange({ tier: event.target.value })}
        />
        <Field
          label="Weight"
          type="number"
          min={1}
          max={100}
          required
          value={target.weight}
          onChange={(event) => onChange({ weight: event.target.value })}
        />
        {onRemove !== undefined && (
          <IconButton icon={Trash2} label={`Remove target ${number}`} onClick={onRemove} />
        )}
      </div>
      <details className="fold">
        <summary>Patience and fields</summary>
        <div className="fields">
          <Field
            label="Seconds until the first byte"
            type="number"
            min={1}
            max={1200}
            required
            value={target.timeout}
            onChange={(event) => onChange({ timeout: event.target.value })}
          />
          <Field
            label="Fields of the request to set"
            value={target.overrides}
            autoComplete="off"
            spellCheck={false}
            placeholder='{"temperature": 0}'
            hint="JSON. null takes a field away."
            onChange={(event) => onChange({ overrides: event.target.value })}
          />
        </div>
      </details>
    </div>
  )
}
