/**
 * Headers that say nothing secret. A header that is not listed (Authorization, Cookie, x-api-key, one invented
 * tomorrow) counts as a credential: it stays with the origin it was meant for.
 */
const HARMLESS = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'content-encoding',
  'content-language',
  'content-type',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'pragma',
  'range',
  'user-agent',
])

/** Headers that the connection owns, or (Referer) that tell one site about another. */
const NEVER_SENT = [
  'connection',
  'content-length',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'referer',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/** What the runtime decompresses by itself; workerd does so but does not ask for it (seen 2026-11). */
const DECODED_ENCODINGS = 'gzip, br'

/** The caller's headers without those that a request of ours never carries, and asking for compression. */
export function requestHeaders(init: HeadersInit | undefined): Headers {
  const headers = new Headers(init)
  for (const name of NEVER_SENT) headers.delete(name)
  headers.set('accept-encoding', DECODED_ENCODINGS)
  return headers
}

/** True where a header might be a secret. */
export function carriesCredentials(headers: Headers): boolean {
  return [...headers.keys()].some((name) => !HARMLESS.has(name))
}

/** What may follow a redirect to another origin. */
export function withoutCredentials(headers: Headers): Headers {
  return new Headers([...headers].filter(([name]) => HARMLESS.has(name)))
}

/** What may follow a redirect that turned the request into a GET: the headers about the lost body go with it. */
export function withoutContent(headers: Headers): Headers {
  return new Headers([...headers].filter(([name]) => !name.startsWith('content-')))
}
