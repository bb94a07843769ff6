import type { DryRunRequest } from '@switchboard/shared-types/api/router/routes'
import { Protocol } from '@switchboard/shared-types/api/router/protocol'
import { TokenId } from '@switchboard/shared-types/ids'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { useId, useState } from 'react'
import { answer } from '../../app/api.ts'
import { Check } from '../../ui/check.tsx'
import { Field } from '../../ui/field.tsx'
import { formText, hasTick } from '../../ui/form-text.ts'
import { Problem } from '../../ui/problem.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { useModelRouter } from '../model-router.ts'
import { PROTOCOL_WORDS } from '../calls/words.ts'
import { Waiting } from '../waiting.tsx'
import { DryRunResult } from './dry-run-result.tsx'

/** "What would happen to this request, and why?" It answers anew whenever the routes change. */
export function DryRunPanel() {
  const router = useModelRouter()
  const [request, setRequest] = useState<DryRunRequest | null>(null)
  const { data: providers = [] } = useQuery(router.queries.providers)
  const { data: tokens = [] } = useQuery(router.queries.tokens)
  const models = useId()
  const run = useQuery({
    queryKey: [...router.key, 'dry-run', request],
    queryFn: async () =>
      request === null ? null : answer(router.api.routes['dry-run'].$post({ json: request })),
    enabled: request !== null,
    placeholderData: keepPreviousData,
  })
  return (
    <section className="panel">
      <h2>What would happen?</h2>
      <p className="panel-lead">Describe a call and see where it would go, and why. Nothing is called.</p>
      <form
        className="dry-run-form"
        onSubmit={(event) => {
          event.preventDefault()
          setRequest(readRequest(event.currentTarget))
        }}
      >
        <div className="fields">
          <Field
            label="Model"
            name="model"
            required
            maxLength={200}
            list={models}
            autoComplete="off"
            spellCheck={false}
            placeholder="claude-sonnet-4-5"
          />
          <datalist id={models}>
            {[...new Set(providers.flatMap((provider) => provider.models))].map((model) => (
              <option key={model} value={model} />
            ))}
          </datalist>
          <Field
            label="Tokens in"
            name="estimatedInputTokens"
            type="number"
            min={0}
            step={1}
            defaultValue={2000}
            required
          />
          <SelectField label="Asked in" name="protocol">
            {Protocol.options.map((protocol) => (
              <option key={protocol} value={protocol}>
                {PROTOCOL_WORDS[protocol]}
              </option>
            ))}
          </SelectField>
          <SelectField label="By" name="token">
            <option value="">any token</option>
            {tokens.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        </div>
        <div className="checks">
          <Check name="thinking" label="With thinking" />
          <Check name="images" label="With images" />
          <Check name="tools" label="With tools" />
          <Check name="stream" label="As a stream" defaultChecked />
        </div>
        <button type="submit" className="button">
          <FlaskConical aria-hidden="true" />
          Try it
        </button>
      </form>
      <div role="status" className="dry-run-result">
        {request !== null && run.isPending && <Waiting />}
        {run.error !== null && <Problem error={run.error} />}
        {run.data != null && run.error === null && <DryRunResult run={run.data} />}
      </div>
    </section>
  )
}

function readRequest(form: HTMLFormElement): DryRunRequest {
  const token = TokenId.safeParse(formText(form, 'token'))
  return {
    model: formText(form, 'model'),
    protocol: Protocol.parse(formText(form, 'protocol')),
    estimatedInputTokens: Number(formText(form, 'estimatedInputTokens')),
    stream: hasTick(form, 'stream'),
    thinking: hasTick(form, 'thinking'),
    images: hasTick(form, 'images') ? 1 : 0,
    tools: hasTick(form, 'tools') ? 1 : 0,
    ...(token.success ? { token: token.data } : {}),
  }
}
