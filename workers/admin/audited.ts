import type { AuditEntry } from '@switchboard/shared-types/api/admin'
import { AUDIT_DIRECTORY } from '@switchboard/shared-types/contracts/directory'
import { MAIN_REALM } from '@switchboard/shared-types/contracts/identity'
import type { Admin } from '@switchboard/shared-types/contracts/admin'
import { newId } from '@switchboard/shared-types/ids'
import type { PersonId } from '@switchboard/shared-types/ids'
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
    const entry = { key: newId('req'), by: admin.person, act, subject }
    const first = await write(env, inner, entry)
    // The key makes the second try harmless: a restart of the actor may have swallowed the first one's answer.
    const written = first.ok ? first : await write(env, inner, entry)
    return written.ok ? await perform(inner) : written
  })
}

function write(
  env: AdminEnv,
  trace: Trace,
  entry: Act & { key: string; by: PersonId },
): Promise<Answer<AuditEntry>> {
  return ask(trace, 'the audit log', () => auditOf(env).appendAudit(AUDIT_DIRECTORY, trace, entry))
}

/**
 * The account itself is asked, so that nobody acts on signed claims that outlived their rights; of the caller's word
 * only the id is taken.
 */
async function checkAdmin(env: AdminEnv, trace: Trace, { person }: Admin): Promise<Answer<null>> {
  const found = await ask(trace, 'the identity actor', () =>
    identityOf(env).person(MAIN_REALM, trace, person),
  )
  if (found.ok && found.value.role === 'admin' && found.value.status === 'active') return ok(null)
  if (!found.ok && found.error.code === 'actor.unavailable') return found
  return err('auth.forbidden', 'Only admins may do this.')
}
