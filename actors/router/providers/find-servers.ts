import type { OutboundPolicy } from '@switchboard/kernel/outbound/policy'
import type { FoundServer, ProviderKind } from '@switchboard/shared-types/api/router/providers'
import { checkBaseUrl } from './base-url.ts'
import { KINDS } from './kinds.ts'
import { modelListRequest, readModelList } from './model-list.ts'
import type { Send } from './outbound.ts'

/** At their usual ports, or by a binding. */
const NEAR_KINDS: readonly ProviderKind[] = ['workers-ai-binding', 'ollama', 'llama-cpp', 'vllm']
const TIMEOUT_MS = 2_000

/** Model servers at their usual ports of this machine, as far as the policy opens them, and the network's own models. */
export async function findServers(
  send: Send,
  policy: OutboundPolicy,
  known: readonly string[],
): Promise<FoundServer[]> {
  const taken = new Set(known.map(withoutName))
  const places = NEAR_KINDS.flatMap((kind) => {
    const checked = checkBaseUrl(KINDS[kind].baseUrl ?? '', policy)
    return checked.ok && !taken.has(withoutName(checked.value)) ? [{ kind, baseUrl: checked.value }] : []
  })
  const found = await Promise.all(places.map((place) => ask(send, place)))
  return found.filter((server) => server !== null)
}

async function ask(
  send: Send,
  { kind, baseUrl }: { kind: ProviderKind; baseUrl: string },
): Promise<FoundServer | null> {
  const result = await send(modelListRequest(kind, baseUrl, null), { timeoutMs: TIMEOUT_MS })
  const models = result.ok && result.value.status === 200 ? readModelList(result.value.body) : null
  return models === null ? null : { kind, baseUrl, models }
}

function withoutName(baseUrl: string): string {
  return baseUrl.replace('//localhost:', '//127.0.0.1:').replace('//[::1]:', '//127.0.0.1:')
}
