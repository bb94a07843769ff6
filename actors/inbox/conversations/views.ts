import { and, eq, gt, isNotNull, isNull } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { ConversationView } from '@switchboard/shared-types/api/conversations/conversation'
import { conversations } from '../schema.ts'

const { archived, muted, snoozedUntil, mergedInto, received, readUpTo, answerExpected } = conversations

const isShown = isNull(mergedInto)
const isOpen = and(isShown, eq(archived, false), isNull(snoozedUntil))
const isHeard = and(isOpen, eq(muted, false))

/** Which conversations a view consists of. */
export function viewCondition(view: ConversationView): SQL | undefined {
  switch (view) {
    case 'open':
      return isOpen
    case 'unread':
      return and(isHeard, gt(received, readUpTo))
    case 'answer':
      return and(isHeard, eq(answerExpected, true))
    case 'snoozed':
      return and(isShown, eq(archived, false), isNotNull(snoozedUntil))
    case 'archived':
      return and(isShown, eq(archived, true))
    case 'all':
      return isShown
  }
}
