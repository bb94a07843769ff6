import type { ProviderKind } from '@switchboard/shared-types/api/router/providers'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer } from '../../app/api.ts'
import { Check } from '../../ui/check.tsx'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { formText, hasTick } from '../../ui/form-text.ts'
import { useModelRouter } from '../model-router.ts'
import { KindPicker } from './kind-picker.tsx'
import { KINDS } from './kinds.ts'
import { ModelDefaults } from './model-defaults.tsx'
import { runTest } from './tests.ts'
import './providers.css'

/** Adds a provider with its first key, and tries it at once. */
export function AddProviderDialog({ onClose }: { readonly onClose: () => void }) {
  const router = useModelRouter()
  const client = useQueryClient()
  const [kind, setKind] = useState<ProviderKind>('anthropic')
  const words = KINDS[kind]
  const add = async (form: HTMLFormElement): Promise<void> => {
    const given = (name: string): string | undefined => formText(form, name) || undefined
    const [name, slug, baseUrl, key] = ['name', 'slug', 'baseUrl', 'key'].map(given)
    const provider = await answer(
      router.api.providers.$post({
        json: {
          kind,
          ...(name === undefined ? {} : { name }),
          ...(slug === undefined ? {} : { slug }),
          ...(baseUrl === undefined ? {} : { baseUrl }),
          ...(key === undefined ? {} : { key }),
          free: hasTick(form, 'free'),
          defaultModel: given('defaultModel') ?? null,
          smallModel: given('smallModel') ?? null,
        },
      }),
    )
    await client.invalidateQueries({ queryKey: router.key })
    void runTest(client, router, provider.id, provider.keys[0]?.id)
  }
  return (
    <FormDialog title="Add a provider" act="Add and try it" size="medium" onSubmit={add} onClose={onClose}>
      <KindPicker kind={kind} onKind={setKind} />
      <div key={kind} className="stack">
        {typeof words.address === 'object' && (
          <Field
            label="Address"
            name="baseUrl"
            type="url"
            required
            maxLength={500}
            defaultValue={words.address.isUsual ? words.address.example : ''}
            placeholder={words.address.example}
            autoComplete="off"
            hint="As this Switchboard reaches it; what comes before /chat/completions or /messages."
          />
        )}
        <Field
          label={words.key === 'needed' ? 'Key' : 'Key, if it asks for one'}
          name="key"
          type="password"
          required={words.key === 'needed'}
          maxLength={2000}
          autoComplete="off"
          data-1p-ignore
          data-lpignore="true"
          hint={<KeyHint keysAt={words.keysAt} />}
        />
        <details className="fold">
          <summary>Names and default models</summary>
          <div className="stack">
            <div className="fields">
              <Field label="Name" name="name" placeholder={words.title} maxLength={60} autoComplete="off" />
              <Field
                label="Short name"
                name="slug"
                placeholder={kind}
                maxLength={40}
                pattern="[a-z0-9][a-z0-9\-]*"
                title="Lower-case letters, digits and dashes"
                autoComplete="off"
                hint={`In a model’s address: ${kind}/some-model`}
              />
            </div>
            <ModelDefaults models={[]} />
            <Check
              name="free"
              label="Costs nothing per token"
              defaultChecked={words.free}
              hint="As a model on one’s own machine."
            />
          </div>
        </details>
      </div>
    </FormDialog>
  )
}

function KeyHint({ keysAt }: { readonly keysAt: string | undefined }) {
  return (
    <>
      It is sealed here and never shown again.
      {keysAt !== undefined && (
        <>
          {' '}
          <a href={keysAt} target="_blank" rel="noreferrer noopener">
            Get one
          </a>
        </>
      )}
    </>
  )
}
