import type { Provider } from '@switchboard/shared-types/api/router/providers'
import { useQueryClient } from '@tanstack/react-query'
import { CircleDollarSign, Ellipsis, KeyRound, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { done } from '../../app/api.ts'
import { Menu, type MenuChoice } from '../../ui/menu.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useMinute } from '../../ui/use-minute.ts'
import { useModelRouter } from '../model-router.ts'
import { AddKeyDialog } from './add-key-dialog.tsx'
import { EditProviderDialog } from './edit-provider-dialog.tsx'
import { KINDS } from './kinds.ts'
import { KeyLine } from './key-line.tsx'
import { ModelList } from './model-list.tsx'
import { PricesDialog } from './prices-dialog.tsx'
import { RemoveProviderDialog } from './remove-provider-dialog.tsx'
import { TestResult } from './test-result.tsx'
import { runTest, useTest } from './tests.ts'
import { HEALTH_WORDS, healthOf } from './words.ts'

type Shown = 'edit' | 'key' | 'prices' | 'remove'

export function ProviderPanel({ provider }: { readonly provider: Provider }) {
  const router = useModelRouter()
  const client = useQueryClient()
  const act = useAct(router.key[0])
  const now = useMinute()
  const [shown, setShown] = useState<Shown | null>(null)
  const close = (): void => setShown(null)
  const turn = (enabled: boolean): Promise<void> => {
    client.setQueryData(router.queries.providers.queryKey, (known) =>
      known?.map((one) => (one.id === provider.id ? { ...one, enabled } : one)),
    )
    const request = { param: { id: provider.id }, json: { enabled } }
    return act(() => done(router.api.providers[':id'].$patch(request)), enabled ? 'Turned on' : 'Turned off')
  }
  const health = healthOf(provider)
  return (
    <section className="panel provider" aria-label={provider.name}>
      <header className="panel-head">
        <div>
          <h2>
            {provider.name}
            <span className={`health-word is-${health}`}>{HEALTH_WORDS[health]}</span>
          </h2>
          <p className="provider-place">{placeOf(provider)}</p>
        </div>
        <div className="row-actions-inline">
          {provider.keys.length === 0 && <TestButton provider={provider} />}
          <Switch
            label={`Use ${provider.name}`}
            checked={provider.enabled}
            onSwitch={(enabled) => void turn(enabled)}
          />
          <Menu
            label={`More about ${provider.name}`}
            button={<Ellipsis aria-hidden="true" />}
            choices={choicesFor(provider, setShown)}
          />
        </div>
      </header>
      {provider.enabled && provider.reason !== null && !keysTell(provider) && (
        <p className="provider-reason">{provider.reason}</p>
      )}
      <TestResult test={useTest(provider.id)} />
      {provider.keys.length > 0 && (
        <ul className="keys" aria-label={`Keys of ${provider.name}`}>
          {provider.keys.map((key) => (
            <KeyLine key={key.id} provider={provider} entry={key} now={now} />
          ))}
        </ul>
      )}
      {provider.keys.length === 0 && KINDS[provider.kind].key === 'needed' && (
        <p className="provider-reason">
          It has no key, so it cannot be asked.{' '}
          <button type="button" className="text-button" onClick={() => setShown('key')}>
            Add one
          </button>
        </p>
      )}
      <ModelList provider={provider} now={now} />
      {shown === 'edit' && <EditProviderDialog provider={provider} onClose={close} />}
      {shown === 'key' && <AddKeyDialog provider={provider} onClose={close} />}
      {shown === 'prices' && <PricesDialog provider={provider} onClose={close} />}
      {shown === 'remove' && <RemoveProviderDialog provider={provider} onClose={close} />}
    </section>
  )
}

/** Whether the reason stands at one of its keys already. */
function keysTell({ reason, keys }: Provider): boolean {
  return keys.some((key) => key.reason === reason)
}

function TestButton({ provider }: { readonly provider: Provider }) {
  const router = useModelRouter()
  const client = useQueryClient()
  const isRunning = useTest(provider.id)?.state === 'running'
  return (
    <button
      type="button"
      className="button"
      disabled={isRunning}
      onClick={() => void runTest(client, router, provider.id)}
    >
      Test
    </button>
  )
}

function placeOf({ kind, baseUrl }: Provider): string {
  return KINDS[kind].address === 'bound' ? 'Bound to this installation, without a key' : baseUrl
}

function choicesFor({ kind }: Provider, show: (shown: Shown) => void): MenuChoice[] {
  const addKey: MenuChoice = { icon: KeyRound, text: 'Add a key', onChoose: () => show('key') }
  return [
    { icon: Pencil, text: 'Change', onChoose: () => show('edit') },
    ...(KINDS[kind].key === 'none' ? [] : [addKey]),
    { icon: CircleDollarSign, text: 'Prices', onChoose: () => show('prices') },
    { icon: Trash2, text: 'Remove', danger: true, onChoose: () => show('remove') },
  ]
}
