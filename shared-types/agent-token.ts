import { PersonId } from './ids.ts'

/** `sb_<the person's ULID>_<256 random bits, base64url>`: a token carries its own address, so checking it asks one actor. */
const TOKEN = /^sb_(?<person>[0-9A-HJKMNP-TV-Z]{26})_[\w-]{43}$/

/** @returns whose token it says it is, which proves nothing yet; null for what is no token of ours */
export function readAgentToken(token: string): PersonId | null {
  const person = PersonId.safeParse(`per_${TOKEN.exec(token)?.groups?.['person']}`)
  return person.success ? person.data : null
}

/** @returns a token that nobody can guess */
export function newAgentToken(person: PersonId): string {
  const secret = base64Url(crypto.getRandomValues(new Uint8Array(32)))
  return `sb_${person.slice('per_'.length)}_${secret}`
}

/** @returns SHA-256 of the whole token, base64url: what a router keeps of it */
export async function hashAgentToken(token: string): Promise<string> {
  return base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))))
}

function base64Url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: 'base64url', omitPadding: true })
}
