import type { ConnectX } from '@switchboard/shared-types/api/channels/connect-channel'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { err, ok, type Result } from '@switchboard/shared-types/result'
import type { CredentialsError, Place, World } from '../kind.ts'
import { newState, type XAccount, type XCredentials } from './account.ts'
import { identify } from './identify.ts'
import { beginOAuth, revokeX } from './oauth.ts'
import { dropWebhook, registerWebhook } from './webhook.ts'

/** Sends the person to X; nothing is known of the account before it comes back. */
export async function connectX(
  _world: World,
  id: ChannelId,
  { clientId, clientSecret, consumerSecret, bearerToken, baseUrl: given, authoriseUrl: page }: ConnectX,
  place: Place,
  before?: XAccount,
): Promise<Result<XCredentials, CredentialsError>> {
  if (bearerToken !== undefined && consumerSecret === undefined)
    return err('channel.bad_settings', 'A webhook needs the consumer secret, too: X signs with it.')
  const baseUrl = given.replace(/\/$/, '')
  const { authoriseUrl, verifier } = await beginOAuth(page, clientId, id, place)
  const { hookUrl } = place
  const known = before?.state.baseUrl === baseUrl ? before.state : null
  const state = known ?? newState({ baseUrl, webUrl: new URL(page).origin, hookUrl })
  const secrets = {
    clientId,
    clientSecret: clientSecret ?? null,
    consumerSecret: consumerSecret ?? null,
    bearerToken: bearerToken ?? null,
    verifier,
    token: null,
  }
  // What it was looked after with is another one now.
  const webhook = { ...state.webhook, checkedAt: 0 }
  return ok({ secrets, state: { ...state, hookUrl, webhook }, account: null, authoriseUrl })
}

/** Asks X whether the token is still good, and the webhook that is ours to register is there. */
export async function testX(world: World, account: XAccount): Promise<Result<null, CredentialsError>> {
  const { secrets, state } = account
  const identified = await identify(world, secrets, state)
  if (!identified.ok || secrets.bearerToken === null) return identified.ok ? ok(null) : identified
  const registered = await registerWebhook(world, account)
  return registered.ok ? ok(null) : registered
}

/** Takes the webhook away and gives the tokens back; each may be repeated. */
export async function disconnectX(
  world: World,
  account: XAccount,
): Promise<Result<null, 'channel.unreachable'>> {
  const dropped = await dropWebhook(world, account)
  return dropped.ok ? await revokeX(world, account) : dropped
}
