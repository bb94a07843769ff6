import { z } from 'zod'
import type { Routes } from '@switchboard/kernel/outbox/message'
import { getStub } from '@switchboard/shared-types/door'
import { InboxId, inboxOf, PersonId } from '@switchboard/shared-types/ids'
import type { GroupId } from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Realm } from '../realm.ts'

const FORGET_MEMBER = 'inbox.forget-member'
const Forget = z.object({ person: PersonId })

/** Tells a group's inbox that somebody is no member any more. */
export function forgetMember(
  { send }: Pick<Realm, 'send'>,
  group: GroupId,
  person: PersonId,
  trace: Trace,
): void {
  send(FORGET_MEMBER, inboxOf(group), { person } satisfies z.infer<typeof Forget>, trace)
}

export function forgettingRoutes(env: Pick<ActorsEnv, 'INBOX'>): Routes {
  return {
    [FORGET_MEMBER]: ({ target, body }, trace) => {
      const inbox = InboxId.parse(target)
      return getStub(env.INBOX, inbox).forgetMember(inbox, trace, Forget.parse(JSON.parse(body)).person)
    },
  }
}
