import type { Context } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { ApiFailure } from '../errors.ts'
import { PAGE_HEADERS } from '../page-headers.ts'

/** The bundler puts a hash of the content into these names. */
const HASHED = '/assets/'

/** The page and its assets; every other address is a place inside the page. */
export async function answerPage(c: Context<AppEnv>): Promise<Response> {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
    c.header('Allow', 'GET, HEAD')
    throw new ApiFailure('route.method_not_allowed', 'A page can only be read.')
  }
  const found = await c.env.ASSETS.fetch(c.req.raw)
  const answer = new Response(found.body, found)
  for (const [name, value] of PAGE_HEADERS) answer.headers.set(name, value)
  answer.headers.set('Cache-Control', cachingOf(c.req.path, found))
  return answer
}

/** A missing asset is answered with the page itself, which must not be kept in its place. */
function cachingOf(path: string, found: Response): string {
  const isPage = found.headers.get('content-type')?.startsWith('text/html') ?? false
  return path.startsWith(HASHED) && found.ok && !isPage ? 'public, max-age=31536000, immutable' : 'no-cache'
}
