import { hashAgentToken } from '@switchboard/shared-types/agent-token'
import { getStub } from '@switchboard/shared-types/door'
import { inboxOfRouter } from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'
import { readCredentials } from '../gateway/call/credentials.ts'
import { Caller } from './caller.ts'
import { challenge } from './refuse.ts'
import type { Refused } from './refuse.ts'
import { TOOL_SCOPES } from './scopes.ts'

/** Lets an agent in by its token, or says why not. One actor is asked: the router that the token names. */
export async function admit(
  headers: Headers,
  doors: Pick<EdgeEnv, 'ROUTER' | 'INBOX' | 'CONVERSATION'>,
  trace: Trace,
): Promise<Caller | Refused> {
  const credentials = readCredentials(headers)
  if (credentials === null) return challenge(null, NO_TOKEN)
  const { router: id, token } = credentials
  const asked = { tokenHash: await hashAgentToken(token), anyOf: TOOL_SCOPES }
  const admitted = await getStub(doors.ROUTER, id).admitAgent(id, trace, asked)
  if (admitted.ok) return new Caller(doors, admitted.value, inboxOfRouter(id), trace)
  const { code, message } = admitted.error
  return challenge(code === 'call.scope' ? 'insufficient_scope' : 'invalid_token', message)
}

const NO_TOKEN =
  'Show a token of Switchboard: Authorization: Bearer sb_... A person makes one under Models, Tokens.'
