import type { Provider } from '@switchboard/shared-types/api/router/providers'
import type { KeyId } from '@switchboard/shared-types/ids'
import { KINDS } from './kinds.ts'

/** What a lease reads of a provider, from memory. */
export interface KnownProvider extends Pick<
  Provider,
  | 'id'
  | 'slug'
  | 'name'
  | 'kind'
  | 'baseUrl'
  | 'protocols'
  | 'defaultModel'
  | 'smallModel'
  | 'enabled'
  | 'free'
> {
  readonly models: ReadonlySet<string>
  readonly keyIds: readonly KeyId[]
}

/** Whether it can be asked at all: switched on, and with a key where its kind needs one. */
export function isReady({ enabled, kind, keyIds }: KnownProvider): boolean {
  return enabled && (keyIds.length > 0 || !KINDS[kind].needsKey)
}
