import * as z from 'zod'
import { ThreadRef } from '@switchboard/shared-types/channel-event'
import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import { AttachmentId, ConversationId, InboxId, MessageId } from '@switchboard/shared-types/ids'

const At = { thread: ThreadRef, key: z.string() }

/** Something outgoing as it is kept in its row. */
export const StoredOutgoing: z.ZodType<Outgoing> = z.object({
  id: MessageId,
  from: z.union([ConversationId, InboxId]),
  act: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('send'),
      thread: ThreadRef,
      text: z.string(),
      replyTo: z.string().nullable(),
    }),
    z.object({ type: z.literal('post'), text: z.string(), after: z.string().nullable() }),
    z.object({ type: z.literal('edit'), ...At, text: z.string() }),
    z.object({ type: z.literal('delete'), ...At }),
    z.object({ type: z.literal('react'), ...At, reactions: z.array(z.string()) }),
  ]),
  files: z.array(z.object({ id: AttachmentId, name: z.string(), type: z.string(), size: z.number() })),
  approval: z.object({ by: z.enum(['person', 'permission', 'agent']), id: z.string(), at: z.string() }),
})
