import { LoaderCircle, Search } from 'lucide-react'
import { Problem } from '../ui/problem.tsx'

interface AddressFormProps {
  readonly address: string
  readonly isLooking: boolean
  readonly error: unknown
  readonly onChange: (address: string) => void
  readonly onLook: () => void
}

export function AddressForm({ address, isLooking, error, onChange, onLook }: AddressFormProps) {
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isLooking) onLook()
      }}
    >
      <label className="field-label" htmlFor="feed-address">
        Address of a site or of a feed
      </label>
      <div className="address-line">
        <input
          id="feed-address"
          className="input"
          value={address}
          onChange={(event) => onChange(event.target.value)}
          placeholder="example.org"
          inputMode="url"
          autoCapitalize="none"
          autoCorrect="off"
          autoComplete="off"
          spellCheck={false}
          maxLength={2048}
          required
          autoFocus
        />
        {/* A button that is disabled loses the focus, and with it the keys of the dialog. */}
        <button type="submit" className="button is-primary" aria-disabled={isLooking}>
          {isLooking ? (
            <LoaderCircle aria-hidden="true" className="spinner" />
          ) : (
            <Search aria-hidden="true" />
          )}
          {isLooking ? 'Looking…' : 'Look'}
        </button>
      </div>
      {error !== null && !isLooking && <Problem error={error} />}
    </form>
  )
}
