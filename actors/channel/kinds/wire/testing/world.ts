import { guardedFetch } from '@switchboard/kernel/outbound/guarded-fetch'
import type { World } from '../../kind.ts'

/** The outside world as the actor would hand it to a kind, with a platform of a test behind the real guard. */
export function worldOf(
  fetch: (url: string, init: RequestInit) => Promise<Response>,
  now: () => number,
): World {
  return {
    now,
    fetch: (request, limits) =>
      guardedFetch(request, { fetch, policy: { allow: [] }, limits: { maxRedirects: 0, ...limits } }),
  }
}
