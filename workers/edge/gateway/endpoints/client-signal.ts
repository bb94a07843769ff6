/** Whoever has an answer sooner pays nothing for this. */
const ASK_AFTER_MS = 30

/**
 * Tells when a client goes away. The runtime's own signal does on Cloudflare; on one machine workerd notices only when it
 * writes to the connection, so that a call without a byte of an answer yet would go on: there the house is asked, which
 * sees the connection from outside (ADR 0016).
 *
 * @param departures of the house, where there is one
 */
export function clientSignal(request: Request, departures: Fetcher | undefined): AbortSignal {
  const peer = departures === undefined ? undefined : peerOf(request)
  if (departures === undefined || peer === undefined) return request.signal
  const gone = new AbortController()
  const leave = (): void => gone.abort()
  request.signal.addEventListener('abort', leave)
  // Whatever is still asked when the call is over ends with it: nothing waits for it.
  setTimeout(() => void waitFor(departures, peer, leave), ASK_AFTER_MS)
  return gone.signal
}

/** workerd serve names its peer, with the port. */
function peerOf({ cf }: Request): string | undefined {
  const peer: unknown = cf === undefined ? undefined : Reflect.get(cf, 'clientIp')
  return typeof peer === 'string' ? peer : undefined
}

async function waitFor(departures: Fetcher, peer: string, leave: () => void): Promise<void> {
  try {
    const answer = await departures.fetch(`http://house/?peer=${encodeURIComponent(peer)}`)
    if (answer.status === 204) leave()
  } catch {
    // The house is going down, and so is this call.
  }
}
