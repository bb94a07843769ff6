import { expect } from 'vitest'
import {
  guardedFetch,
  type OutboundOptions,
  type OutboundRequest,
  type OutboundResult,
} from './guarded-fetch.ts'

interface Sent {
  readonly url: string
  readonly method: string
  readonly headers: Record<string, string>
  readonly body: unknown
}

export type Site = (url: string, init: RequestInit) => Response | Promise<Response>

/** The outside world as one function, with a record of what reached it. */
function webOf(site: Site): { sent: Sent[]; fetch: OutboundOptions['fetch'] } {
  const sent: Sent[] = []
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const headers = Object.fromEntries(new Headers(init.headers))
    sent.push({ url, method: init.method ?? 'GET', headers, body: init.body ?? null })
    expect(init.redirect).toBe('manual')
    return site(url, init)
  }
  return { sent, fetch }
}

export function redirectTo(location: string, status = 302): Response {
  return new Response(null, { status, headers: { location } })
}

export async function get(
  site: Site,
  request: Partial<OutboundRequest> = {},
  limits: OutboundOptions['limits'] = {},
) {
  const web = webOf(site)
  const options = { fetch: web.fetch, policy: { allow: [] }, limits }
  const result = await guardedFetch({ url: 'https://start.example/feed', ...request }, options)
  return { result, sent: web.sent }
}

export function codeOf(result: OutboundResult): string {
  return result.ok ? 'ok' : result.error.code
}

/** A site where each path redirects to the next of the chain and the last one answers. */
export function chainOf(...hops: { url: string; status: number }[]): Site {
  const targets = new Map(hops.map(({ url, status }, index) => [url, { status, to: hops[index + 1]?.url }]))
  return (url) => {
    const hop = targets.get(url)
    return hop?.to === undefined ? new Response('the end') : redirectTo(hop.to, hop.status)
  }
}
