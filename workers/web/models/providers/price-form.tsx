import type { ModelPrice, Price } from '@switchboard/shared-types/api/router/providers'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { done } from '../../app/api.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'
import { Problem } from '../../ui/problem.tsx'
import { useModelRouter } from '../model-router.ts'

interface PriceFormProps {
  readonly known: ModelPrice
  /** Back to the list. */
  readonly onDone: () => void
  readonly onClose: () => void
}

export function PriceForm({ known, onDone, onClose }: PriceFormProps) {
  const router = useModelRouter()
  const client = useQueryClient()
  const set = useMutation({
    mutationFn: async (price: Price | null) => {
      const json = { provider: known.provider, model: known.model, price }
      await done(router.api.prices.$put({ json }))
      await client.invalidateQueries({ queryKey: router.key })
    },
    onSuccess: onDone,
  })
  return (
    <Dialog title={`Price of ${known.model}`} onClose={onClose}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (!set.isPending) set.mutate(priceOf(event.currentTarget))
        }}
      >
        <div className="dialog-body stack">
          <p className="is-soft">In US dollars per million tokens. What you leave empty stays unknown.</p>
          <div className="fields">
            <Amount label="In" name="input" value={known.price?.input} required />
            <Amount label="Out" name="output" value={known.price?.output} required />
          </div>
          <div className="fields">
            <Amount label="From cache" name="cacheRead" value={known.price?.cacheRead} />
            <Amount label="Into cache" name="cacheWrite" value={known.price?.cacheWrite} />
            <Amount label="Into long cache" name="cacheWriteLong" value={known.price?.cacheWriteLong} />
          </div>
          {set.error !== null && <Problem error={set.error} />}
        </div>
        <div className="dialog-foot">
          {known.source === 'own' && (
            <button
              type="button"
              className="button is-quiet is-start"
              disabled={set.isPending}
              onClick={() => set.mutate(null)}
            >
              Use the list again
            </button>
          )}
          <button type="button" className="button is-quiet" onClick={onDone}>
            Back
          </button>
          <button type="submit" className="button is-primary" aria-disabled={set.isPending}>
            Save
          </button>
        </div>
      </form>
    </Dialog>
  )
}

interface AmountProps {
  readonly label: string
  readonly name: keyof Price
  readonly value: number | null | undefined
  readonly required?: boolean
}

function Amount({ label, name, value, required = false }: AmountProps) {
  return (
    <Field
      label={label}
      name={name}
      type="number"
      min={0}
      step="any"
      inputMode="decimal"
      required={required}
      defaultValue={value ?? ''}
      placeholder="unknown"
    />
  )
}

function priceOf(form: HTMLFormElement): Price {
  const amount = (name: keyof Price): number | null => {
    const text = formText(form, name)
    return text === '' ? null : Number(text)
  }
  return {
    input: amount('input') ?? 0,
    output: amount('output') ?? 0,
    cacheRead: amount('cacheRead'),
    cacheWrite: amount('cacheWrite'),
    cacheWriteLong: amount('cacheWriteLong'),
  }
}
