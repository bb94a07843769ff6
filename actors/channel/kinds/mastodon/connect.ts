import type { ConnectMastodon } from '@switchboard/shared-types/api/channels/connect-channel'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { err, ok, type Result } from '@switchboard/shared-types/result'
import type { Credentials, CredentialsError, World } from '../kind.ts'
import { membersOf, textOf } from '../wire/json.ts'
import type { MastodonAccount, MastodonSecrets, MastodonState } from './account.ts'
import { callMastodon } from './api.ts'
import { credentialsError } from './errors.ts'

const USUAL_LENGTH = 500

/** Asks the instance whose token it is, and how long a post may be there. */
export async function connectMastodon(
  world: World,
  _id: ChannelId,
  { accessToken, baseUrl: given }: ConnectMastodon,
): Promise<Result<Credentials<MastodonSecrets, MastodonState>, CredentialsError>> {
  const secrets = { accessToken }
  const baseUrl = given.replace(/\/$/, '')
  const access = { secrets, state: { baseUrl } }
  const who = await callMastodon(world, access, '/api/v1/accounts/verify_credentials')
  if (who.kind !== 'ok') return credentialsError(who)
  const { id, acct } = membersOf(who.body)
  const [accountId, name] = [textOf(id), textOf(acct)]
  if (accountId === null || name === null)
    return err('channel.bad_settings', 'What answers at this address is no Mastodon.')
  const about = await callMastodon(world, access, '/api/v2/instance')
  const instance = membersOf(about.kind === 'ok' ? about.body : null)
  const full = `${name}@${textOf(instance['domain']) ?? new URL(baseUrl).host}`
  const statuses = membersOf(membersOf(instance['configuration'])['statuses'])
  const longest = statuses['max_characters']
  const maxLength = typeof longest === 'number' && longest > 0 ? Math.floor(longest) : USUAL_LENGTH
  const state = { baseUrl, accountId, acct: full, maxLength, lastId: null, newest: {} }
  return ok({ secrets, state, account: `@${full}`, authoriseUrl: null })
}

/** Asks the instance whether the token is still good. */
export async function testMastodon(
  world: World,
  account: MastodonAccount,
): Promise<Result<null, CredentialsError>> {
  const who = await callMastodon(world, account, '/api/v1/accounts/verify_credentials')
  return who.kind === 'ok' ? ok(null) : credentialsError(who)
}
