import type { ConnectSlack } from '@switchboard/shared-types/api/channels/connect-channel'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { err, ok, type Result } from '@switchboard/shared-types/result'
import type { CredentialsError, Place, World } from '../kind.ts'
import { callSlack } from './api.ts'
import { identify, type SlackAccount, type SlackCredentials } from './identify.ts'
import { authoriseUrl } from './oauth.ts'
import { newState, tokenOf } from './state.ts'

/** With a bot token: asks Slack whose it is. With an app's id and secret: sends the person to Slack. */
export async function connectSlack(
  world: World,
  id: ChannelId,
  { access, signingSecret, baseUrl }: ConnectSlack,
  place: Place,
): Promise<Result<SlackCredentials, CredentialsError>> {
  const state = newState(baseUrl.replace(/\/$/, ''))
  if ('botToken' in access)
    return identify(world, { signingSecret, access: { by: 'token', token: access.botToken } }, state)
  const { clientId, clientSecret } = access
  return ok({
    secrets: { signingSecret, access: { by: 'oauth', clientId, clientSecret, token: null } },
    state,
    account: null,
    authoriseUrl: authoriseUrl(state.baseUrl, clientId, id, place),
  })
}

/** Asks Slack whether the token is still good. */
export async function testSlack(
  world: World,
  { secrets, state }: SlackAccount,
): Promise<Result<null, CredentialsError>> {
  const identified = await identify(world, secrets, state)
  return identified.ok ? ok(null) : identified
}

/** Gives back what OAuth gave. A pasted token stays the person's own. */
export async function disconnectSlack(
  world: World,
  { secrets, state }: SlackAccount,
): Promise<Result<null, 'channel.unreachable'>> {
  const token = tokenOf(secrets)
  if (secrets.access.by === 'token' || token === null) return ok(null)
  const reply = await callSlack(world, { baseUrl: state.baseUrl, token }, 'auth.revoke', {})
  if (reply.kind === 'ok' || reply.kind === 'refused') return ok(null)
  return err('channel.unreachable', reply.kind === 'lost' ? reply.reason : 'Slack asks for patience.')
}
