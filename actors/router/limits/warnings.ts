import { Notification } from '@switchboard/shared-types/api/notifications'
import type { Routes } from '@switchboard/kernel/outbox/message'
import type { NewNotification } from '@switchboard/shared-types/contracts/inbox'
import { getStub } from '@switchboard/shared-types/door'
import { inboxOfRouter, REALM_ROUTER } from '@switchboard/shared-types/ids'
import type { RouterId } from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'
import * as z from 'zod'
import type { Router } from '../router.ts'
import type { Amounts } from './amounts.ts'
import type { DueWarning } from './limit-book.ts'
import { sayAmount, sayLimit } from './words.ts'

const NOTIFY = 'inbox.notify'
const Message = Notification.omit({ id: true, readAt: true }).extend({ key: z.string() })

/**
 * Warns the person of the limits that a call's use brings to their mark. Nobody's inbox belongs to the realm's router: its
 * admins see its limits on their page. Part of the caller's transaction.
 */
export function warn(
  { id, limits, mail }: Router,
  callNo: number,
  used: Amounts,
  trace: Trace,
  now: number,
): void {
  if (id === REALM_ROUTER) return
  for (const warning of limits.dueWarnings(callNo, used, now)) {
    mail.send(NOTIFY, inboxOfRouter(id), toNotification(warning, now), trace)
    limits.noteWarning(warning)
  }
}

export function warningRoutes(env: Pick<ActorsEnv, 'INBOX'>, router: RouterId): Routes {
  return {
    [NOTIFY]: async (message, trace) => {
      const inbox = inboxOfRouter(router)
      return await getStub(env.INBOX, inbox).notify(inbox, trace, Message.parse(JSON.parse(message.body)))
    },
  }
}

function toNotification({ kept, period, used }: DueWarning, now: number): NewNotification {
  const { row, counter } = kept
  const share = Math.floor((used / row.amount) * 100)
  const resetsAt = new Date(counter.resetsAt(now) ?? now).toISOString().slice(0, 'yyyy-mm-dd'.length)
  return {
    key: `${row.id}:${period}`,
    kind: 'budget',
    title: `${share} % of a model limit are used`,
    text: `${sayAmount(row.metric, used)} of the limit of ${sayLimit(row)} are used. It begins anew on ${resetsAt} (UTC).`,
    at: new Date(now).toISOString(),
  }
}
