import type { Provider } from '@switchboard/shared-types/api/router/providers'
import type { KeyId } from '@switchboard/shared-types/ids'

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
