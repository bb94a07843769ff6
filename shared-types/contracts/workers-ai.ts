/** Where the binding is asked: a host that no network can have, so that nothing leaves by mistake. RFC 2606, 2. */
export const WORKERS_AI_URL = 'https://workers-ai.invalid/v1'

/** Workers AI as a provider that speaks OpenAI's protocols; without the binding it answers 501, with the reason. */
export interface WorkersAiContract extends Rpc.WorkerEntrypointBranded {
  fetch(request: Request): Promise<Response>
}

/** How a provider is asked. */
export type ProviderFetch = (url: string, init: RequestInit) => Promise<Response>

/** @returns the runtime's fetch, but for the address that only the binding has */
export function providerFetch(workersAi: Pick<Fetcher, 'fetch'>): ProviderFetch {
  return (url, init) => (url.startsWith(`${WORKERS_AI_URL}/`) ? workersAi.fetch(url, init) : fetch(url, init))
}
