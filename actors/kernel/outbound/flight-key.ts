import type { OutboundLimits } from './limits.ts'
import type { Hop } from './redirect.ts'

/**
 * Names a request for one flight: everything that may change its answer, Authorization included. The name is a hash,
 * so a secret is never kept or printed as a key.
 */
export async function flightKey(hop: Hop, limits: OutboundLimits): Promise<string> {
  const headers = [...hop.headers].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const identity = JSON.stringify([hop.method, hop.url.href, headers, limits])
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(identity))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
