import type { ModelRoute } from '@switchboard/shared-types/api/router/routes'
import type { TokenId } from '@switchboard/shared-types/ids'
import type { KnownProvider } from '../providers/known-provider.ts'

/** The models that a token may ask for: names of routes' models that are no globs, then each provider's own. */
export function listModels(
  _token: TokenId,
  _routes: readonly ModelRoute[],
  _providers: readonly KnownProvider[],
): { id: string; provider: string }[] {
  throw new Error('on its way')
}
