import type { Message, MessageAuthor } from '@switchboard/shared-types/api/conversations/message'
import type { MessageId } from '@switchboard/shared-types/ids'
import { clip } from '@switchboard/kernel/text/clip'
import { toAttachment } from '../attachments/attachment-table.ts'
import type { AttachmentRow } from '../attachments/attachment-table.ts'
import { actsOf } from '../acts/act-table.ts'
import type { Conversation } from '../conversation.ts'
import { OWNER, toAuthor } from '../participants/participant-table.ts'
import { timeOf } from './message-no.ts'
import type { MessageRow } from './message-table.ts'
import type { MessageText } from './message-texts.ts'
import { toReactions } from './reactions.ts'

const SNIPPET = 140

/** Messages as pages and frames carry them, in the order of the rows. */
export function showMessages(conversation: Conversation, rows: readonly MessageRow[]): Message[] {
  const { db, texts, attachments, deliveries } = conversation
  const said = texts.read(rows.map(({ no }) => no))
  const answered = answeredBy(conversation, rows)
  const withFiles = rows.filter((row) => row.attachments > 0 && row.deletedAt === null)
  const files = Map.groupBy(
    attachments.ofMessages(withFiles.map(({ id }) => id)),
    ({ messageId }) => messageId,
  )
  const sent = rows.filter(({ direction }) => direction === 'out')
  const ways = deliveries.ofMessages(sent.map(({ id }) => id))
  const acts = actsOf(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    ...toMessage(conversation, row, said.get(row.no)),
    replyTo: (row.replyTo && answered.get(row.replyTo)) ?? null,
    attachments: (files.get(row.id) ?? []).map((file: AttachmentRow) => toAttachment(file)),
    delivery: ways.get(row.id) ?? null,
    act: acts.get(row.id) ?? null,
  }))
}

export function showMessage(conversation: Conversation, row: MessageRow): Message {
  const [message] = showMessages(conversation, [row])
  if (message === undefined) throw new Error('a row makes a message')
  return message
}

type Told = Omit<Message, 'replyTo' | 'attachments' | 'delivery' | 'act'>

function toMessage(conversation: Conversation, row: MessageRow, said: MessageText | undefined): Told {
  const { id, no, direction, episode, editedAt, deletedAt, nature } = row
  const thread = conversation.state.threadByNo(row.threadNo)
  return {
    id,
    conversationId: conversation.id,
    no,
    direction,
    channelId: thread?.channelId ?? null,
    threadKey: thread?.key ?? null,
    episode,
    author: authorOf(conversation, row),
    text: said?.text ?? '',
    html: said?.html ?? null,
    at: timeOf(no),
    editedAt,
    deletedAt,
    reactions: toReactions(row.reactions),
    nature,
  }
}

function authorOf({ participants }: Conversation, { authorNo }: MessageRow): MessageAuthor {
  return toAuthor(participants.byNo(authorNo) ?? OWNER)
}

/** The messages that these answer, as far as they are here, by the id that the answers name. */
function answeredBy(conversation: Conversation, rows: readonly MessageRow[]) {
  const { messages, texts } = conversation
  const named = [...new Set(rows.flatMap(({ replyTo }) => replyTo ?? []))]
  const found = named.flatMap((name) => {
    const row = messages.byId(name)
    return row ? [{ name, row }] : []
  })
  const said = texts.read(found.map(({ row }) => row.no))
  return new Map<MessageId, Message['replyTo']>(
    found.map(({ name, row }) => {
      const snippet = clip(said.get(row.no)?.text ?? '', SNIPPET)
      return [name, { id: row.id, author: authorOf(conversation, row).name, snippet }]
    }),
  )
}
