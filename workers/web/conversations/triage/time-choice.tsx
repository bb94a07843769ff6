import { useState } from 'react'
import { Field } from '../../ui/field.tsx'
import { fromLocalField, presets, shortTime, toLocalField } from './times.ts'

interface TimeChoiceProps {
  /** On the button beside the field. */
  readonly act: string
  readonly onChoose: (at: Date) => void
}

/** A time ahead: one of those that people ask for most, or any. */
export function TimeChoice({ act, onChoose }: TimeChoiceProps) {
  const [now] = useState(() => new Date())
  const [text, setText] = useState('')
  const at = fromLocalField(text, now)
  return (
    <div className="stack">
      <ul className="time-presets">
        {presets(now).map((preset, index) => (
          <li key={preset.text}>
            <button type="button" autoFocus={index === 0} onClick={() => onChoose(preset.at)}>
              <span>{preset.text}</span>
              <small>{shortTime(preset.at)}</small>
            </button>
          </li>
        ))}
      </ul>
      <form
        className="time-line"
        onSubmit={(event) => {
          event.preventDefault()
          if (at !== null) onChoose(at)
        }}
      >
        <Field
          label="Or at"
          type="datetime-local"
          value={text}
          min={toLocalField(now)}
          required
          onChange={(event) => setText(event.currentTarget.value)}
          problem={text !== '' && at === null ? 'This time has passed.' : undefined}
        />
        <button type="submit" className="button" aria-disabled={at === null}>
          {act}
        </button>
      </form>
    </div>
  )
}
