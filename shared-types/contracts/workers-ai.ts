/** Where the binding is asked: a host that no network can have, so that nothing leaves by mistake. RFC 2606, 2. */
export const WORKERS_AI_URL = 'https://workers-ai.invalid/v1'

/** Why nobody is behind that address, and what to do instead. */
export const NOT_BOUND =
  'Workers AI is not bound to this installation. It is where Switchboard runs on Cloudflare with the AI binding; from elsewhere, add Workers AI with an API token.'

export const NOT_BOUND_STATUS = 501

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
