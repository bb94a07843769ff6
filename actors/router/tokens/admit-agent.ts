import type { AdmittedAgent, AgentCredentials } from '@switchboard/shared-types/contracts/router'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Router } from '../router.ts'
import { identify } from './identify.ts'

/** Lets an agent in that asks for no model, and notes that its token was used. */
export async function admitAgent(
  router: Pick<Router, 'tokens' | 'hold' | 'commits'>,
  { tokenHash, anyOf }: AgentCredentials,
  now: number,
): Promise<Result<AdmittedAgent, 'call.invalid_token' | 'call.scope'>> {
  const token = identify(router, tokenHash, now)
  if (!token.ok) return token
  const { id, name, scopes } = token.value
  if (!anyOf.some((scope) => scopes.includes(scope))) {
    const wanted = anyOf.map((scope) => `"${scope}"`).join(', ')
    return err('call.scope', `This token may do nothing here: it has none of the scopes ${wanted}.`)
  }
  await router.commits.write(() => router.tokens.touch(token.value, now))
  return ok({ id, name, scopes })
}
