/**
 * Whether a page of this house made the request. Browsers send Origin with every request that changes something and
 * with every WebSocket upgrade, and no page can forge it or Sec-Fetch-Site (Fetch Standard, "forbidden request-header");
 * a request with neither is refused too, so nothing rests on what a browser leaves out.
 */
export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  if (site !== null && site !== 'same-origin') return false
  return origin === null ? site === 'same-origin' : isOwn(origin, new URL(request.url))
}

/**
 * Whether a page of another site made the request. Programs that are no browser send neither header, and pass: what is
 * asked here is not whether somebody is signed in.
 */
export function isForeign(request: Request): boolean {
  const isSent = request.headers.has('origin') || request.headers.has('sec-fetch-site')
  return isSent && !isSameOrigin(request)
}

/** A proxy that ends TLS in front of the house makes an https page ask an http address of the same host. */
function isOwn(origin: string, url: URL): boolean {
  return origin === url.origin || (url.protocol === 'http:' && origin === `https://${url.host}`)
}
