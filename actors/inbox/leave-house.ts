import type { Mail } from '@switchboard/kernel/outbox/mail'
import type { Trace } from '@switchboard/shared-types/trace'
import { channelMessages } from './channel-messages.ts'
import { conversationMessages } from './conversation-messages.ts'
import { unseen } from './inbox.ts'
import type { Inbox, Written } from './inbox.ts'
import { endSubscriptions } from './subscriptions/follow.ts'

/** Conversations that are told in one transaction. */
const BATCH = 1_000

/** Lets every feed and every channel of an inbox go that is going away, so that nothing new comes. */
export function closeSources(inbox: Inbox, mail: Mail, trace: Trace): Written<null> {
  endSubscriptions(inbox, mail, trace)
  for (const id of inbox.channels.ids()) {
    inbox.channels.remove(id)
    channelMessages.purge(mail, id, trace)
  }
  return unseen(null)
}

/**
 * Lets conversations go, once no channel feeds them any more: some, and the rest at the next call.
 * @returns how many there were
 */
export function closeConversations(inbox: Inbox, mail: Mail, trace: Trace): Written<number> {
  const rows = inbox.conversations.some(BATCH)
  for (const row of rows) {
    inbox.conversations.remove(row)
    inbox.texts.remove(row.no)
    conversationMessages.purge(mail, row.id, trace)
  }
  return unseen(rows.length)
}
