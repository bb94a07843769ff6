import { clip } from '@switchboard/kernel/text/clip'
import type { RuleDraft, RuleDryRun } from '@switchboard/shared-types/api/rules'
import type { ConversationLists } from '../conversations/conversation-lists.ts'
import type { ConversationRow } from '../conversations/conversation-row.ts'
import type { ConversationTable } from '../conversations/conversation-table.ts'
import type { ConversationTexts, RecentMessage } from '../conversations/conversation-texts.ts'
import { EVERYTHING, shelvesOf } from '../conversations/place.ts'
import { describeAction } from './describe-action.ts'
import { reasonsOf } from './engine.ts'
import { traitsOf } from './message-traits.ts'

/** How many messages a rule is tried on, the newest of those that each conversation still has here. */
const LOOKED_AT = 500
const SNIPPET = 200

interface TryTables {
  readonly lists: ConversationLists
  readonly conversations: ConversationTable
  readonly texts: ConversationTexts
}

interface Found {
  readonly row: ConversationRow
  readonly message: RecentMessage
}

/** @returns what a rule would have done to the newest messages, newest first; nothing is changed */
export function tryRule(tables: TryTables, rule: RuleDraft): RuleDryRun {
  const looked = newestMessages(tables)
  const matches = looked.flatMap(({ row, message }) => {
    const because = reasonsOf(rule.when, traitsOf(row, message))
    return because === null ? [] : [{ row, message, because }]
  })
  const does = rule.actions.map(describeAction)
  return {
    looked: looked.length,
    matches: matches.map(({ row, message, because }) => ({
      conversationId: row.id,
      title: row.title,
      author: message.author.name,
      snippet: clip(message.text, SNIPPET),
      at: message.at,
      because,
      does,
    })),
  }
}

function newestMessages({ lists, conversations, texts }: TryTables): Found[] {
  const newest = lists.walk({ list: EVERYTHING, shelves: shelvesOf('all'), sort: 'time', from: null })
  const rows = conversations.at(
    newest
      .take(LOOKED_AT)
      .map(({ no }) => no)
      .toArray(),
  )
  const found = rows.flatMap((row) => texts.read(row.no).recent.map((message) => ({ row, message })))
  return found.toSorted((one, other) => other.message.at.localeCompare(one.message.at)).slice(0, LOOKED_AT)
}
