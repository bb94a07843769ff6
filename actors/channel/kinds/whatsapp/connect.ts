import type { ConnectWhatsApp } from '@switchboard/shared-types/api/channels/connect-channel'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { err, ok, type Result } from '@switchboard/shared-types/result'
import type { CredentialsError, World } from '../kind.ts'
import { toHex } from '../wire/hmac.ts'
import { textOf } from '../wire/json.ts'
import type { WhatsAppAccount, WhatsAppCredentials, WhatsAppSecrets } from './account.ts'
import { isUnauthorised, reasonOf } from './errors.ts'
import { callGraph } from './graph.ts'

/** Asks Meta for the phone number with the token, and makes the token that will verify the hook's address. */
export async function connectWhatsApp(
  world: World,
  _id: ChannelId,
  { accessToken, appSecret, phoneNumberId, baseUrl }: ConnectWhatsApp,
): Promise<Result<WhatsAppCredentials, CredentialsError>> {
  const secrets = { accessToken, appSecret, verifyToken: newToken() }
  const state = { baseUrl: baseUrl.replace(/\/$/, ''), phoneNumberId, number: null, name: null }
  const asked = await askNumber(world, { secrets, state })
  if (!asked.ok) return asked
  const { number, name } = asked.value
  const account = [number, name === null ? null : `(${name})`].filter((word) => word !== null).join(' ')
  return ok({
    secrets,
    state: { ...state, number, name },
    account: account || phoneNumberId,
    authoriseUrl: null,
  })
}

/** Asks Meta whether the token is still good for the number. */
export async function testWhatsApp(
  world: World,
  account: WhatsAppAccount,
): Promise<Result<null, CredentialsError>> {
  const asked = await askNumber(world, account)
  return asked.ok ? ok(null) : asked
}

/** The token that Meta shows when it verifies the hook's address: made anew, and told this once. */
export function renewVerifyToken({ secrets }: WhatsAppAccount): { secrets: WhatsAppSecrets; secret: string } {
  const secret = newToken()
  return { secrets: { ...secrets, verifyToken: secret }, secret }
}

async function askNumber(
  world: World,
  account: Pick<WhatsAppAccount, 'secrets' | 'state'>,
): Promise<Result<{ number: string | null; name: string | null }, CredentialsError>> {
  const path = `${account.state.phoneNumberId}?fields=display_phone_number,verified_name`
  const reply = await callGraph(world, account, { path })
  if (reply.kind === 'lost') return err('channel.unreachable', reply.reason)
  if (reply.kind === 'ok') {
    const { display_phone_number: number, verified_name: name } = reply.body
    return ok({ number: textOf(number), name: textOf(name) })
  }
  if (reply.status >= 500 || reply.status === 429) return err('channel.unreachable', reasonOf(reply.error))
  if (isUnauthorised(reply.error)) return err('channel.bad_credentials', 'Meta does not accept the token.')
  return err(
    'channel.bad_credentials',
    `Meta does not show this phone number to the token: ${reasonOf(reply.error)}`,
  )
}

function newToken(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(24)))
}
