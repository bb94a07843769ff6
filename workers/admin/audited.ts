import { AUDIT_DIRECTORY } from '@switchboard/shared-types/contracts/directory'
import { MAIN_REALM } from '@switchboard/shared-types/contracts/identity'
import type { Admin } from '@switchboard/shared-types/contracts/admin'
import { err, ok } from '@switchboard/shared-types/result'
import { continueTrace } from '@switchboard/shared-types/trace'
import type { Trace } from '@switchboard/shared-types/trace'
import { ask } from './ask.ts'
import type { Answer } from './ask.ts'
import { auditOf, identityOf } from './house.ts'

/** What an admin does, and to whom or what. */
export interface Act {
  readonly act: string
  readonly subject: string
}

/** Runs what an admin may only look at. */
export async function asAdmin<T>(
  env: AdminEnv,
  trace: Trace,
  admin: Admin,
  look: (trace: Trace) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const inner = continueTrace(trace, 'admin')
  const allowed = await checkAdmin(env, inner, admin)
  return allowed.ok ? await look(inner) : allowed
}

/** Writes the act to the audit log, then does it. An act that cannot be written down is not done. */
export async function audited<T>(
  env: AdminEnv,
  trace: Trace,
  admin: Admin,
  { act, subject }: Act,
  perform: (trace: Trace) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  return await asAdmin(env, trace, admin, async (inner) => {
    const written = await ask(inner, 'the audit log', () =>
      auditOf(env).appendAudit(AUDIT_DIRECTORY, inner, { by: admin.person, act, subject }),
    )
    return written.ok ? await perform(inner) : written
  })
}

/**
 * The edge knows an admin by signed claims that stay good for a while, so who was suspended or stepped down a minute
 * ago would still pass there; here the account itself is asked.
 */
async function checkAdmin(env: AdminEnv, trace: Trace, { person }: Admin): Promise<Answer<null>> {
  const found = await ask(trace, 'the identity actor', () =>
    identityOf(env).person(MAIN_REALM, trace, person),
  )
  if (found.ok && found.value.role === 'admin' && found.value.status === 'active') return ok(null)
  if (!found.ok && found.error.code === 'actor.unavailable') return found
  return err('auth.forbidden', 'Only admins may do this.')
}
