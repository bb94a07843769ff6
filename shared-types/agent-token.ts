import { REALM_ROUTER, RouterId } from './ids.ts'

/** `sb_<the router's ULID>_<256 random bits, base64url>`: a token carries its own address, so checking it asks one actor. */
const TOKEN = /^sb_(?<router>[0-9A-HJKMNP-TV-Z]{26})_[\w-]{43}$/

/**
 * @returns of which router it says it is, which proves nothing yet; null for what is no token of ours, as there is none of
 *   the realm's router
 */
export function readAgentToken(token: string): RouterId | null {
  const router = RouterId.safeParse(`rtr_${TOKEN.exec(token)?.groups?.['router']}`)
  return router.success && router.data !== REALM_ROUTER ? router.data : null
}

/** @returns a token that nobody can guess */
export function newAgentToken(router: RouterId): string {
  const secret = base64Url(crypto.getRandomValues(new Uint8Array(32)))
  return `sb_${router.slice('rtr_'.length)}_${secret}`
}

/** @returns SHA-256 of the whole token, base64url: what a router keeps of it */
export async function hashAgentToken(token: string): Promise<string> {
  return base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))))
}

function base64Url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: 'base64url', omitPadding: true })
}
