import type { AssetManifest, NotFoundHandling } from './manifest.ts'
import { resolveAsset } from './resolve.ts'

interface Env {
  /** workerd's disk service over the folder of the built page. */
  readonly DISK: { fetch(url: string): Promise<Response> }
  readonly MANIFEST: AssetManifest
  readonly NOT_FOUND_HANDLING: NotFoundHandling
}

/** Answers like Cloudflare's ASSETS binding: types, entity tags, 304, HEAD, the page for unknown paths. */
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } })
    }
    const url = new URL(request.url)
    const found = resolveAsset(env.MANIFEST, url.pathname, env.NOT_FOUND_HANDLING)
    if (found.kind === 'missing') return new Response(null, { status: 404 })
    if (found.kind === 'redirect') {
      return new Response(null, { status: 307, headers: { location: found.to + url.search } })
    }
    const { etag, type, immutable } = found.asset
    const headers = {
      etag,
      'content-type': type,
      'cache-control': immutable
        ? 'public, max-age=31536000, immutable'
        : 'public, max-age=0, must-revalidate',
    }
    if (matches(request.headers.get('if-none-match'), etag)) {
      return new Response(null, { status: 304, headers })
    }
    const stored = await env.DISK.fetch(`http://disk${encodeURI(found.path)}`)
    if (!stored.ok) throw new Error(`the file of ${found.path} is gone`)
    return new Response(request.method === 'HEAD' ? null : stored.body, { headers })
  },
}

/** Weak comparison, RFC 9110 section 13.1.2. */
function matches(header: string | null, etag: string): boolean {
  if (header === null) return false
  return header.split(',').some((given) => {
    const tag = given.trim()
    return tag === '*' || tag.replace(/^W\//, '') === etag
  })
}
