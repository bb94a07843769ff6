import type { Context } from 'hono'
import { LIVE_HEADERS } from '@switchboard/shared-types/realtime/live-headers'
import type { AppEnv } from '../app-env.ts'

/** Headers of this prefix are the house's own: an actor believes them. */
const OWN_PREFIX = 'x-switchboard-'

/**
 * @param owner the inbox in whose name a conversation is asked
 * @returns the upgrade as an actor takes it: for that one alone, in the name of the session that asks.
 */
export function liveRequest(
  c: Context<AppEnv>,
  actor: 'inbox' | 'router' | 'conversation',
  id: string,
  owner?: string,
): Request {
  const headers = withoutOwn(c.req.raw.headers)
  headers.set(LIVE_HEADERS[actor], id)
  if (owner !== undefined) headers.set(LIVE_HEADERS.owner, owner)
  headers.set(LIVE_HEADERS.session, c.var.who.sid)
  // Nobody but the claims knows who still belongs to a group once its sockets were closed and a client came back.
  if (actor === 'conversation' || c.var.owner !== c.var.who.sub) {
    headers.set(LIVE_HEADERS.until, String(c.var.who.exp * 1000))
  }
  headers.set(LIVE_HEADERS.requestId, c.var.trace.requestId)
  return new Request(c.req.raw, { headers })
}

/**
 * @returns the actor's socket on its way to the client
 * @throws Error where the actor did not take the upgrade
 */
export function upgraded({ status, webSocket }: Response): Response {
  if (webSocket === null) throw new Error(`an actor answered an upgrade with ${status}`)
  return new Response(null, { status, webSocket })
}

/** The actor needs no cookie, and what a client sent under the house's own names must not reach it. */
export function withoutOwn(sent: Headers): Headers {
  const kept = [...sent].filter(([name]) => !name.startsWith(OWN_PREFIX) && name !== 'cookie')
  return new Headers(kept)
}
