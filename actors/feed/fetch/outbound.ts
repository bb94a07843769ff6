import type { ActorsConfig } from '@switchboard/kernel/config'
import { guardedFetch, outboundFlights } from '@switchboard/kernel/outbound/guarded-fetch'
import type { OutboundRequest, OutboundResult } from '@switchboard/kernel/outbound/guarded-fetch'
import { Semaphore } from '@switchboard/kernel/semaphore/semaphore'

/** Longer than the guarded fetch's own cap of 30 s, so that a permit outlives its work only if the actor died. */
const LEASE_MS = 45_000
const FETCHES_AT_ONCE = 64

/** Shared by all feeds of this isolate: thousands may be due at once, and each fetch holds memory and sockets. */
const fetches = new Semaphore(FETCHES_AT_ONCE, LEASE_MS)

export type Send = (request: OutboundRequest) => Promise<OutboundResult>

/** The guarded fetch of one actor, with identical concurrent requests in one flight. */
export function outbound(config: ActorsConfig): Send {
  const flights = outboundFlights()
  const policy = { allow: config.allowNetwork }
  return (request) =>
    fetches.withPermit(() =>
      guardedFetch(request, { fetch: (url, init) => fetch(url, init), policy, flights }),
    )
}

/** Names the product, where to read about it, and for whom a feed is read. */
export function userAgent(publicUrl: string, subscribers: number): string {
  return `Switchboard/0.1 (+${publicUrl}; ${subscribers} ${subscribers === 1 ? 'subscriber' : 'subscribers'})`
}
