import type { ProviderTest } from '@switchboard/shared-types/api/router/providers'
import type { KeyId, ProviderId } from '@switchboard/shared-types/ids'
import type { QueryClient } from '@tanstack/react-query'
import { answer } from '../../app/api.ts'
import { makeStore, useStore } from '../../ui/store.ts'
import type { ModelRouter } from '../model-router.ts'

/** How far the latest test of a provider or of one of its keys has come. */
export type TestState =
  | { readonly state: 'running' }
  | { readonly state: 'told'; readonly test: ProviderTest }
  | { readonly state: 'broken'; readonly error: unknown }

const tests = makeStore<ReadonlyMap<ProviderId | KeyId, TestState>>(new Map())

/** Asks a provider for its models, with one of its keys where it has any. */
export async function runTest(
  client: QueryClient,
  router: Pick<ModelRouter, 'api' | 'key'>,
  provider: ProviderId,
  key?: KeyId,
): Promise<void> {
  const place = key ?? provider
  note(place, { state: 'running' })
  try {
    const json = key === undefined ? {} : { key }
    const test = await answer(router.api.providers[':id'].test.$post({ param: { id: provider }, json }))
    note(place, { state: 'told', test })
  } catch (error) {
    note(place, { state: 'broken', error })
  }
  await client.invalidateQueries({ queryKey: router.key })
}

function note(place: ProviderId | KeyId, state: TestState): void {
  tests.set(new Map(tests.get()).set(place, state))
}

/** The latest test of this page's lifetime, if there was one. */
export function useTest(place: ProviderId | KeyId): TestState | undefined {
  return useStore(tests).get(place)
}
