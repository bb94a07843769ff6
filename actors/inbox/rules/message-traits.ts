import type { ConversationRow } from '../conversations/conversation-row.ts'
import type { RecentMessage } from '../conversations/conversation-texts.ts'
import type { Traits } from './engine.ts'

type Understood = Pick<ConversationRow, 'category' | 'ownPriority' | 'analysedPriority' | 'answerExpected'>

/** @returns what rules ask of a message: itself, and how its conversation is understood */
export function traitsOf(row: Understood, { channel, author, text }: RecentMessage): Traits {
  return {
    channel,
    people: [author.name, author.key, ...(author.handle === null ? [] : [author.handle])],
    text,
    category: row.category,
    priority: row.ownPriority ?? row.analysedPriority,
    answerExpected: row.answerExpected,
  }
}
