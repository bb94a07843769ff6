import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Draft } from '@switchboard/shared-types/api/conversations/draft'
import type { DeliveryState } from '@switchboard/shared-types/api/conversations/delivery'
import type { Approval } from '@switchboard/shared-types/contracts/channel'
import type { MessageId } from '@switchboard/shared-types/ids'

/** How each outgoing message was approved and what became of it. No message leaves without a row, no row without an approval. */
export const deliveries = sqliteTable(
  'deliveries',
  {
    no: integer().primaryKey(),
    messageId: text('message_id').$type<MessageId>().notNull().unique(),
    /** What the channel knows it by: the message's own id, and another one for each time that the person sends it again. */
    outgoingId: text('outgoing_id').$type<MessageId>().notNull().unique(),
    state: text().$type<DeliveryState>().notNull(),
    step: integer().notNull().default(0),
    at: text().notNull(),
    /** Null once it has left. */
    sendsAt: text('sends_at'),
    reason: text(),
    url: text(),
    approvedBy: text('approved_by').$type<Approval['by']>().notNull(),
    approvalId: text('approval_id').notNull(),
    /** Of the agent, which outlives its token. */
    approvalName: text('approval_name'),
    approvedAt: text('approved_at').notNull(),
    /** What it becomes again when the approval is taken back; null once it has left, or where nobody can take it back. */
    draft: text({ mode: 'json' }).$type<Draft>(),
  },
  (table) => [
    index('deliveries_sends_at')
      .on(table.sendsAt)
      .where(sql`sends_at IS NOT NULL`),
    index('deliveries_trouble')
      .on(table.at)
      .where(sql`state IN ('failed', 'unknown')`),
  ],
)
