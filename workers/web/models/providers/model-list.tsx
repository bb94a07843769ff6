import type { Provider } from '@switchboard/shared-types/api/router/providers'
import { relative } from '../../app/time.ts'
import { counted } from '../format.ts'

interface ModelListProps {
  readonly provider: Provider
  readonly now: number
}

/** What a provider has, and which of it stands in for what nobody has. */
export function ModelList({ provider, now }: ModelListProps) {
  const { models, modelsAt, defaultModel, smallModel } = provider
  return (
    <div className="provider-models">
      {(defaultModel !== null || smallModel !== null) && (
        <p className="is-soft">
          {defaultModel !== null && (
            <>
              Default <span className="tag">{defaultModel}</span>{' '}
            </>
          )}
          {smallModel !== null && (
            <>
              Small <span className="tag">{smallModel}</span>
            </>
          )}
        </p>
      )}
      {modelsAt === null ? (
        <p className="is-soft">Its models are not known yet: a test asks for them.</p>
      ) : (
        <details className="fold">
          <summary>
            {counted(models.length, 'model')}, listed {relative(modelsAt, now)}
          </summary>
          <ul className="model-names">
            {models.map((model) => (
              <li key={model} className="tag">
                {model}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
