import { err, ok, type Result } from '@switchboard/shared-types/result'
import type { Account, Credentials, CredentialsError, World } from '../kind.ts'
import { textOf } from '../wire/json.ts'
import { callSlack } from './api.ts'
import { credentialsError } from './errors.ts'
import { tokenOf, type SlackSecrets, type SlackState } from './state.ts'

export type SlackAccount = Account<SlackSecrets, SlackState>
export type SlackCredentials = Credentials<SlackSecrets, SlackState>

/** Asks Slack whose token it is (https://docs.slack.dev/reference/methods/auth.test). */
export async function identify(
  world: World,
  secrets: SlackSecrets,
  state: SlackState,
): Promise<Result<SlackCredentials, CredentialsError>> {
  const access = { baseUrl: state.baseUrl, token: tokenOf(secrets) }
  const reply = await callSlack(world, access, 'auth.test', {})
  if (reply.kind !== 'ok') return credentialsError(reply)
  const [team, user] = [textOf(reply.body['team_id']), textOf(reply.body['user_id'])]
  if (team === null || user === null)
    return err('channel.bad_credentials', 'Slack does not say to which workspace the token belongs.')
  const name = textOf(reply.body['team']) ?? team
  const account = `@${textOf(reply.body['user']) ?? user} (${name})`
  const identified = {
    ...state,
    account,
    team: { id: team, name, url: textOf(reply.body['url']) },
    self: { user, bot: textOf(reply.body['bot_id']) },
  }
  return ok({ secrets, state: identified, account, authoriseUrl: null })
}
