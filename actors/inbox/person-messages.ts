import * as z from 'zod'
import type { Mail } from '@switchboard/kernel/outbox/mail'
import type { Routes } from '@switchboard/kernel/outbox/message'
import { Notification } from '@switchboard/shared-types/api/notifications'
import type { NewNotification } from '@switchboard/shared-types/contracts/inbox'
import { getStub } from '@switchboard/shared-types/door'
import { InboxId } from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'

const Told = Notification.omit({ id: true, readAt: true }).extend({ key: z.string() })

/** What a group's inbox tells its members in their own, queued with the change that caused it. */
export const personMessages = {
  notify: (mail: Pick<Mail, 'send'>, to: InboxId, told: NewNotification, trace: Trace) =>
    mail.send('inbox.notify', to, told, trace),
}

export function personRoutes(env: Pick<ActorsEnv, 'INBOX'>): Routes {
  return {
    'inbox.notify': async ({ target, body }, trace) => {
      const id = InboxId.parse(target)
      return await getStub(env.INBOX, id).notify(id, trace, Told.parse(JSON.parse(body)))
    },
  }
}
