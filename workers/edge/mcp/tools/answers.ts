import * as z from 'zod'
import { NewNote } from '@switchboard/shared-types/api/conversations/conversation'
import { ApproveDraft, Draft, NewDraft } from '@switchboard/shared-types/api/conversations/draft'
import { Message } from '@switchboard/shared-types/api/conversations/message'
import { ConversationId, DraftId, MessageId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import { defineTool } from '../tool.ts'

const ADDS = {
  readOnlyHint: false,
  destructiveHint: false,
  idempotentHint: false,
  openWorldHint: false,
} as const
/** Reaches people; the same again is the same message. */
const SENDS = {
  readOnlyHint: false,
  destructiveHint: true,
  idempotentHint: true,
  openWorldHint: true,
} as const

const addNote = defineTool({
  name: 'add_note',
  title: 'Write a note',
  description: 'Writes a note into a conversation, under the name of your token. Nobody outside sees it.',
  scope: 'inbox.act',
  annotations: ADDS,
  input: z.strictObject({ conversation: ConversationId, ...NewNote.shape }),
  output: Message.pick({ id: true, at: true }),
  run: async (caller, { conversation, text }) => {
    const { stub, at } = caller.conversation(conversation)
    return await stub.note(...at, { text, ...caller.by })
  },
})

const Rewritten = z.strictObject({ id: DraftId, revision: z.int() })

const writeDraft = defineTool({
  name: 'write_draft',
  title: 'Draft an answer',
  description:
    'Writes an answer as a draft, under the name of your token. It does not leave: a person reads, changes and approves it. With "rewrites" it replaces the text of a draft of your own.',
  scope: 'inbox.act',
  annotations: ADDS,
  input: z.strictObject({
    conversation: ConversationId,
    text: NewDraft.shape.text.min(1),
    thread: NewDraft.shape.threadKey.describe(
      'The key of a thread; else that of the last message that came in.',
    ),
    replyTo: MessageId.optional().describe('The message that it answers.'),
    rewrites: Rewritten.optional(),
    key: z
      .string()
      .min(1)
      .max(60)
      .optional()
      .describe('A name of your choice for this draft: after a failure, the same again is the same draft.'),
  }),
  output: Draft.pick({ id: true, revision: true, threadKey: true, updatedAt: true }),
  run: async (caller, { conversation, text, thread: threadKey, replyTo, rewrites, key }) => {
    const { stub, at } = caller.conversation(conversation)
    if (rewrites === undefined) {
      const made = { text, threadKey, replyTo, attachments: [], key: key && caller.keyOf(key) }
      return await stub.newDraft(...at, { ...made, ...caller.by })
    }
    const { id: draft, revision } = rewrites
    return await stub.editDraft(...at, { draft, revision, text, replyTo, ...caller.by })
  },
})

const approveDraft = defineTool({
  name: 'approve_draft',
  title: 'Send a draft',
  description:
    'Lets a draft leave, in the name of your token. It goes to people outside after ten seconds, or at sendAt; until then the person can take it back. The same draft and revision again is the same message.',
  scope: 'send',
  annotations: SENDS,
  input: z.strictObject({
    conversation: ConversationId,
    draft: DraftId,
    revision: ApproveDraft.shape.revision.describe(
      'The one that you have read: a draft that was changed does not leave.',
    ),
    sendAt: ApproveDraft.shape.sendAt,
  }),
  output: z.object({ message: MessageId, state: z.string(), sendsAt: z.string().nullable() }),
  run: async (caller, { conversation, ...approval }) => {
    const { stub, at } = caller.conversation(conversation)
    const key = caller.keyOf('approval')
    const sent = await stub.approveDraft(...at, { ...approval, key, ...caller.by })
    if (!sent.ok) return sent
    const { id: message, delivery } = sent.value
    return ok({ message, state: delivery?.state ?? 'approved', sendsAt: delivery?.sendsAt ?? null })
  },
})

/** What an agent writes. */
export const ANSWER_TOOLS = [addNote, writeDraft, approveDraft]
