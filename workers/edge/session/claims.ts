import { sign, verify } from 'hono/jwt'
import * as z from 'zod'
import { Role } from '@switchboard/shared-types/api/account'
import { GroupRole } from '@switchboard/shared-types/api/groups'
import type { SignedIn } from '@switchboard/shared-types/contracts/identity'
import { GroupId, PersonId } from '@switchboard/shared-types/ids'

/**
 * How long the edge believes its own cookie before it asks identity again. This is the revocation lag: a session that
 * was ended elsewhere, or whose person was removed from a group, can read there for at most this long, also over a
 * socket that it opens anew. The open ones close at once, and whatever changes an account or a group or needs an admin
 * asks identity each time.
 */
export const CLAIMS_SECONDS = 5 * 60

const ISSUER = 'switchboard-edge'
const AUDIENCE = 'switchboard'

const Claims = z.object({
  /** Who asks. The inbox they reach follows from it or from one of `groups`, never from a path. */
  sub: PersonId,
  /** The session's id, not its token: it names the sockets that close with it. */
  sid: z.string().min(1),
  role: Role,
  /** The groups in whose name they may ask, and as what. */
  groups: z.record(GroupId, GroupRole),
  /** Seconds since 1970. hono/jwt checks it only where it is present, so it must be. */
  exp: z.number().int(),
})
export type Claims = z.infer<typeof Claims>

/**
 * @param now milliseconds since 1970
 * @returns claims that end with the session or after {@link CLAIMS_SECONDS}, whichever comes first
 */
export function claimsOf({ person, groups, sessionId, expiresAt }: SignedIn, now: number): Claims {
  const latest = Math.floor(Date.parse(expiresAt) / 1000)
  const exp = Math.min(Math.floor(now / 1000) + CLAIMS_SECONDS, latest)
  return { sub: person.id, sid: sessionId, role: person.role, groups, exp }
}

/** @returns a JWT (RFC 7519), HMAC with SHA-256. */
export function signClaims(secret: string, claims: Claims): Promise<string> {
  return sign({ ...claims, iss: ISSUER, aud: AUDIENCE }, secret, 'HS256')
}

/** @returns the claims, or null for anything that is not a token of this edge that still holds. */
export async function readClaims(secret: string, token: string): Promise<Claims | null> {
  try {
    const payload = await verify(token, secret, { alg: 'HS256', iss: ISSUER, aud: AUDIENCE })
    return Claims.safeParse(payload).data ?? null
  } catch {
    return null
  }
}
