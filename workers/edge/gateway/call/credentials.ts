import { readAgentToken } from '@switchboard/shared-types/agent-token'
import type { RouterId } from '@switchboard/shared-types/ids'

const BEARER = /^bearer\s+(?<token>\S+)\s*$/i

export interface Credentials {
  readonly token: string
  /** Whose it says it is, which that router has to confirm. */
  readonly router: RouterId
}

/**
 * Reads the token from `Authorization: Bearer`, or from `x-api-key`. Clients may send both, and a vendor's key in one of
 * them: the one that is a token of ours counts.
 */
export function readCredentials(headers: Headers): Credentials | null {
  const bearer = BEARER.exec(headers.get('authorization') ?? '')?.groups?.['token']
  return credentialsOf(bearer) ?? credentialsOf(headers.get('x-api-key')?.trim())
}

function credentialsOf(token: string | undefined): Credentials | null {
  const router = token === undefined ? null : readAgentToken(token)
  return token === undefined || router === null ? null : { token, router }
}
