/** The runtime's own class of the binding, of which the generated types tell only that it is abstract. */
declare module 'cloudflare:ai' {
  interface AnyModel {
    readonly inputs: Readonly<Record<string, unknown>>
    readonly postProcessedOutputs: unknown
  }
  type Fetch = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>

  export const Ai: new (fetcher: { readonly fetch: Fetch }) => globalThis.Ai<Record<string, AnyModel>>
}
