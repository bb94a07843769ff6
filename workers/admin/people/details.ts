import type { PersonDetails } from '@switchboard/shared-types/api/admin'
import { MAIN_REALM } from '@switchboard/shared-types/contracts/identity'
import { getStub } from '@switchboard/shared-types/door'
import { inboxOf } from '@switchboard/shared-types/ids'
import type { PersonId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { ask } from '../ask.ts'
import type { Answer } from '../ask.ts'
import { identityOf } from '../house.ts'

/** The account, and how much lies in its inbox. */
export async function describePerson(
  env: AdminEnv,
  trace: Trace,
  person: PersonId,
): Promise<Answer<PersonDetails>> {
  const account = await ask(trace, 'the identity actor', () =>
    identityOf(env).person(MAIN_REALM, trace, person),
  )
  if (!account.ok) return account
  const inbox = inboxOf(person)
  const size = await ask(trace, inbox, async () => ok(await getStub(env.INBOX, inbox).size(inbox, trace)))
  return size.ok ? ok({ ...account.value, ...size.value }) : size
}
