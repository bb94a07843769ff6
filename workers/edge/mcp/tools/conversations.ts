import * as z from 'zod'
import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import { ConversationQuery } from '@switchboard/shared-types/api/conversations/conversation'
import type { Message } from '@switchboard/shared-types/api/conversations/message'
import { ConversationId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import { defineTool, READS } from '../tool.ts'
import {
  Cursor,
  FOREIGN,
  KnownThread,
  ListedChannel,
  ListedConversation,
  NextCursor,
  SaidMessage,
  Understood,
  WaitingDraft,
} from './shapes.ts'

const { view, channel, label, sort } = ConversationQuery.shape

const listConversations = defineTool({
  name: 'list_conversations',
  title: 'List conversations',
  description: `Conversations with people, with what was understood of each: summary, priority, whether an answer is expected. The view "answer" holds those in which somebody waits for one. ${FOREIGN}`,
  scope: 'inbox.read',
  annotations: READS,
  input: z.strictObject({
    view,
    channel: channel.describe('Of one channel, by its id of list_channels.'),
    label,
    sort,
    cursor: Cursor.optional(),
    limit: z.int().min(1).max(50).default(20),
  }),
  output: z.object({ conversations: z.array(ListedConversation), nextCursor: NextCursor }),
  run: async ({ inbox: { stub, at } }, query) => await stub.conversations(...at, query),
})

const readConversation = defineTool({
  name: 'read_conversation',
  title: 'Read a conversation',
  description: `What was said in a conversation, newest first, with its summary, open questions and the drafts that wait. Messages of the direction "note" are seen by nobody outside. Reading does not mark it as read. ${FOREIGN}`,
  scope: 'inbox.read',
  annotations: READS,
  input: z.strictObject({
    id: ConversationId,
    query: z.string().trim().min(1).max(200).optional().describe('Only messages with these words.'),
    cursor: Cursor.optional(),
    limit: z.int().min(1).max(50).default(20),
    maxText: z.int().min(100).max(65_536).default(4_000).describe('Longer texts are cut, in UTF-16 units.'),
  }),
  output: z.object({
    title: z.string(),
    threads: z.array(KnownThread),
    mergedInto: ConversationId.nullable().describe('Its messages are there now.'),
    understood: Understood.nullable(),
    drafts: z.array(WaitingDraft),
    messages: z.array(SaidMessage),
    nextCursor: NextCursor,
  }),
  run: async (caller, { id, query, maxText, ...page }) => {
    const { stub, at } = caller.conversation(id)
    const [about, said] = await Promise.all([
      stub.conversation(...at),
      stub.messages(...at, query === undefined ? page : { ...page, q: query }),
    ])
    if (!about.ok) return about
    if (!said.ok) return said
    const { analysis: understood, ...rest } = about.value
    const messages = said.value.messages.map((message) => cutMessage(message, maxText))
    return ok({ ...rest, understood, messages, nextCursor: said.value.nextCursor })
  },
})

const listChannels = defineTool({
  name: 'list_channels',
  title: 'List channels',
  description: 'The accounts through which people write to the person, and how these are.',
  scope: 'inbox.read',
  annotations: READS,
  input: z.strictObject({}),
  output: z.object({ channels: z.array(ListedChannel) }),
  run: async ({ inbox: { stub, at } }) => ok({ channels: (await stub.channels(...at)).map(toListed) }),
})

/** What was written to the person. */
export const CONVERSATION_TOOLS = [listConversations, readConversation, listChannels]

function cutMessage(message: Message, maxText: number): z.input<typeof SaidMessage> {
  const { text } = message
  return { ...message, text: text.slice(0, maxText).toWellFormed(), cut: text.length > maxText }
}

function toListed({ features, ...channelOf }: Channel): z.input<typeof ListedChannel> {
  return { ...channelOf, canSend: features.send, maxLength: features.maxLength }
}
