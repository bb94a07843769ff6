import { useId } from 'react'
import './segments.css'

interface SegmentsProps<V extends string> {
  /** What is chosen here, in words that are read out. */
  readonly label: string
  readonly choices: readonly { readonly value: V; readonly text: string }[]
  readonly value: V
  readonly onChoose: (value: V) => void
}

/** A choice out of a few that are all in sight; the arrow keys move it, as with every group of radio buttons. */
export function Segments<V extends string>({ label, choices, value, onChoose }: SegmentsProps<V>) {
  const name = useId()
  return (
    <fieldset className="segments">
      <legend className="hidden-visually">{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            onChange={() => onChoose(choice.value)}
          />
          <span>{choice.text}</span>
        </label>
      ))}
    </fieldset>
  )
}
