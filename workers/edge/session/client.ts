import * as z from 'zod'
import type { Client } from '@switchboard/shared-types/contracts/identity'

/** workerd serve names its peer here; on Cloudflare the network sets the header and clients cannot. */
const LocalPeer = z.object({ clientIp: z.string() })
const MAX_USER_AGENT = 300

/** @returns where a request comes from, for the session list and the attempt limits. */
export function clientOf(request: Request): Client {
  const peer = LocalPeer.safeParse(request.cf)
  const ipAddress = peer.success
    ? withoutPort(peer.data.clientIp)
    : request.headers.get('cf-connecting-ip')?.slice(0, 45)
  const userAgent = request.headers.get('user-agent')?.slice(0, MAX_USER_AGENT)
  return { ipAddress: ipAddress ?? null, userAgent: userAgent ?? null }
}

/** `203.0.113.7:54321` and `[2001:db8::1]:54321` as addresses alone. */
function withoutPort(peer: string): string {
  const bracketed = /^\[(?<address>[^\]]+)\](?::\d+)?$/.exec(peer)?.groups?.['address']
  return bracketed ?? peer.replace(/^([^:]+):\d+$/, '$1')
}
