import { err, ok, type Result } from '@switchboard/shared-types/result'
import type { CredentialsError, World } from '../kind.ts'
import { membersOf, textOf } from '../wire/json.ts'
import { nameOf, newState, type XCredentials, type XSecrets, type XState } from './account.ts'
import { accessOf, callX } from './api.ts'
import { credentialsError } from './errors.ts'
import { idOf } from './ids.ts'

/** Asks X whose token it is. What was read is remembered, unless it was read for somebody else. */
export async function identify(
  world: World,
  secrets: XSecrets,
  before: XState,
): Promise<Result<XCredentials, CredentialsError>> {
  const access = accessOf({ secrets, state: before })
  if (access === null) return err('channel.bad_credentials', 'The person has not allowed it at X yet.')
  const reply = await callX(world, access, '/2/users/me')
  if (reply.kind !== 'ok') return credentialsError(reply)
  const { id, username } = membersOf(reply.body['data'])
  const [userId, name] = [idOf(id), textOf(username)]
  if (userId === null || name === null)
    return err('channel.bad_settings', 'What answers at this address is not X.')
  const kept = before.userId === userId ? before : newState(before)
  const state = { ...kept, userId, username: name }
  return ok({ secrets, state, account: nameOf(state), authoriseUrl: null })
}
