import type { ModelPrice, Provider } from '@switchboard/shared-types/api/router/providers'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useModelRouter } from '../model-router.ts'
import { Waiting } from '../waiting.tsx'
import { PriceForm } from './price-form.tsx'

interface PricesDialogProps {
  readonly provider: Provider
  readonly onClose: () => void
}

/** What a provider's models cost, and the person's own word on it. */
export function PricesDialog({ provider, onClose }: PricesDialogProps) {
  const router = useModelRouter()
  const { data: prices, error } = useQuery(router.queries.prices)
  const [filter, setFilter] = useState('')
  const [changed, setChanged] = useState<ModelPrice | null>(null)
  const own = prices?.filter((price) => price.provider === provider.slug) ?? []
  const shown = own.filter(({ model }) => model.includes(filter.trim().toLowerCase()))
  if (changed !== null) {
    return <PriceForm known={changed} onDone={() => setChanged(null)} onClose={onClose} />
  }
  return (
    <Dialog title={`Prices of ${provider.name}`} size="large" onClose={onClose}>
      <div className="dialog-body stack">
        <p className="is-soft">In US dollars per million tokens.</p>
        {own.length > 8 && (
          <input
            type="search"
            className="input"
            aria-label="Search a model"
            placeholder="Search a model"
            value={filter}
            onChange={({ target }) => setFilter(target.value)}
          />
        )}
        {error !== null && <Problem error={error} />}
        {prices === undefined && error === null && <Waiting />}
        {prices !== undefined && shown.length === 0 && (
          <p className="is-soft">
            {own.length === 0 ? 'Its models are not known yet. Test it first.' : 'No model is called that.'}
          </p>
        )}
        {shown.length > 0 && <PriceTable prices={shown} onChange={setChanged} />}
      </div>
    </Dialog>
  )
}

interface PriceTableProps {
  readonly prices: readonly ModelPrice[]
  readonly onChange: (price: ModelPrice) => void
}

function PriceTable({ prices, onChange }: PriceTableProps) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Prices">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col" className="is-number">
              In
            </th>
            <th scope="col" className="is-number">
              Out
            </th>
            <th scope="col" className="is-number">
              From cache
            </th>
            <th scope="col">Known from</th>
            <th scope="col">
              <span className="hidden-visually">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {prices.map((price) => (
            <tr key={price.model}>
              <td className="is-code">{price.model}</td>
              <td className="is-number">{amount(price.price?.input)}</td>
              <td className="is-number">{amount(price.price?.output)}</td>
              <td className="is-number">{amount(price.price?.cacheRead)}</td>
              <td>{sourceWords(price)}</td>
              <td className="is-number">
                <button
                  type="button"
                  className="text-button"
                  aria-label={`Set the price of ${price.model}`}
                  onClick={() => onChange(price)}
                >
                  Set
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function amount(price: number | null | undefined): string {
  return price === null || price === undefined ? 'unknown' : `$${price}`
}

function sourceWords({ source, date }: ModelPrice): string {
  switch (source) {
    case 'list':
      return date === null ? 'the list' : `the list of ${date}`
    case 'own':
      return 'you'
    case 'free':
      return 'free of charge'
    case 'unknown':
      return 'nowhere'
  }
}
