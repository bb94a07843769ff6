import { useId } from 'react'
import { Field } from '../../ui/field.tsx'

interface ModelDefaultsProps {
  /** To choose from. */
  readonly models: readonly string[]
  readonly defaultModel?: string | null
  readonly smallModel?: string | null
}

/** The models that a provider gives to agents which ask for one that nobody here has. */
export function ModelDefaults({ models, defaultModel, smallModel }: ModelDefaultsProps) {
  const list = useId()
  return (
    <div className="fields">
      <Field
        label="Default model"
        name="defaultModel"
        defaultValue={defaultModel ?? ''}
        list={list}
        maxLength={200}
        autoComplete="off"
        placeholder="None"
        hint="Stands in where an agent asks for a model that nobody here has."
      />
      <Field
        label="Small model"
        name="smallModel"
        defaultValue={smallModel ?? ''}
        list={list}
        maxLength={200}
        autoComplete="off"
        placeholder="None"
        hint="The same for small, quick ones: haiku, mini, flash."
      />
      <datalist id={list}>
        {models.map((model) => (
          <option key={model} value={model} />
        ))}
      </datalist>
    </div>
  )
}
