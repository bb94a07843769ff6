import type { ActorsConfig } from '@switchboard/kernel/config'
import { guardedFetch } from '@switchboard/kernel/outbound/guarded-fetch'
import type { OutboundRequest, OutboundResult } from '@switchboard/kernel/outbound/guarded-fetch'
import type { ProviderFetch } from '@switchboard/shared-types/contracts/workers-ai'

export type Send = (
  request: OutboundRequest,
  limits: { readonly timeoutMs: number },
) => Promise<OutboundResult>

const MAX_BYTES = 8_000_000

/** The guarded fetch for questions to providers. No redirect is followed: a key is meant for one address. */
export function providerOutbound(config: Pick<ActorsConfig, 'allowNetwork'>, fetch: ProviderFetch): Send {
  const policy = { allow: config.allowNetwork }
  return (request, { timeoutMs }) =>
    guardedFetch(request, {
      fetch,
      policy,
      limits: { timeoutMs, maxBytes: MAX_BYTES, maxRedirects: 0 },
    })
}
