import type { ConnectX } from '@switchboard/shared-types/api/channels/connect-channel'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { ok, type Result } from '@switchboard/shared-types/result'
import type { CredentialsError, Place, World } from '../kind.ts'
import { newState, type XAccount, type XCredentials } from './account.ts'
import { identify } from './identify.ts'
import { beginOAuth } from './oauth.ts'

/** Sends the person to X; nothing is known of the account before it comes back. */
export async function connectX(
  _world: World,
  id: ChannelId,
  { clientId, clientSecret, consumerSecret, baseUrl: given, authoriseUrl: page }: ConnectX,
  place: Place,
  before?: XAccount,
): Promise<Result<XCredentials, CredentialsError>> {
  const baseUrl = given.replace(/\/$/, '')
  const { authoriseUrl, verifier } = await beginOAuth(page, clientId, id, place)
  const state = before?.state.baseUrl === baseUrl ? before.state : newState(baseUrl, new URL(page).origin)
  const secrets = {
    clientId,
    clientSecret: clientSecret ?? null,
    consumerSecret: consumerSecret ?? null,
    verifier,
    token: null,
  }
  return ok({ secrets, state, account: null, authoriseUrl })
}

/** Asks X whether the token is still good. */
export async function testX(
  world: World,
  { secrets, state }: XAccount,
): Promise<Result<null, CredentialsError>> {
  const identified = await identify(world, secrets, state)
  return identified.ok ? ok(null) : identified
}
