import type { Provider, ProviderKey } from '@switchboard/shared-types/api/router/providers'
import { useQueryClient } from '@tanstack/react-query'
import { KeyRound, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { done } from '../../app/api.ts'
import { relative } from '../../app/time.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useModelRouter } from '../model-router.ts'
import { TestResult } from './test-result.tsx'
import { runTest, useTest } from './tests.ts'
import { HEALTH_WORDS } from './words.ts'

interface KeyLineProps {
  readonly provider: Provider
  readonly entry: ProviderKey
  readonly now: number
}

export function KeyLine({ provider, entry, now }: KeyLineProps) {
  const router = useModelRouter()
  const client = useQueryClient()
  const [isRemoving, setRemoving] = useState(false)
  const test = useTest(entry.id)
  return (
    <li>
      <KeyRound aria-hidden="true" />
      <div className="key-what">
        <p>
          {entry.label} <code>…{entry.hint}</code>
          <span className={`health-word is-${entry.health}`}>{HEALTH_WORDS[entry.health]}</span>
        </p>
        <small>{noteOn(entry, now)}</small>
        <TestResult test={test} />
      </div>
      <button
        type="button"
        className="button"
        aria-label={`Test ${entry.label}`}
        disabled={test?.state === 'running'}
        onClick={() => void runTest(client, router, provider.id, entry.id)}
      >
        Test
      </button>
      <IconButton icon={Trash2} label={`Remove ${entry.label}`} onClick={() => setRemoving(true)} />
      {isRemoving && (
        <FormDialog
          title="Remove this key?"
          act="Remove"
          danger
          onClose={() => setRemoving(false)}
          onSubmit={async () => {
            const param = { id: provider.id, key: entry.id }
            await done(router.api.providers[':id'].keys[':key'].$delete({ param }))
            await client.invalidateQueries({ queryKey: router.key })
          }}
        >
          <p>
            {entry.label} (…{entry.hint}) is erased here. At {provider.name} it stays good until you revoke it
            there.
          </p>
        </FormDialog>
      )}
    </li>
  )
}

function noteOn({ reason, restingUntil, lastUsedAt }: ProviderKey, now: number): string {
  const used = lastUsedAt === null ? 'Not used yet' : `Last used ${relative(lastUsedAt, now)}`
  const resting =
    restingUntil !== null && Date.parse(restingUntil) > now ? `rests until ${timeOfDay(restingUntil)}` : null
  return [used, reason, resting].filter((part) => part !== null && part !== '').join(' · ')
}

function timeOfDay(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
}
