import { Check } from '../ui/check.tsx'

interface TicksProps {
  readonly legend: string
  readonly choices: readonly { readonly value: string; readonly text: string }[]
  readonly chosen: readonly string[]
  readonly onChoose: (chosen: readonly string[]) => void
}

/** Any number out of a few. */
export function Ticks({ legend, choices, chosen, onChoose }: TicksProps) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div className="ticks">
        {choices.map(({ value, text }) => (
          <Check
            key={value}
            label={text}
            checked={chosen.includes(value)}
            onChange={(event) =>
              onChoose(
                event.currentTarget.checked ? [...chosen, value] : chosen.filter((one) => one !== value),
              )
            }
          />
        ))}
      </div>
    </fieldset>
  )
}
