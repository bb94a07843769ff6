import { clip } from '@switchboard/kernel/text/clip'
import { SELF } from '@switchboard/shared-types/api/conversations/analysis'
import type { Analysis } from '@switchboard/shared-types/api/conversations/analysis'
import type {
  ArrivedMessage,
  ChangedMessage,
  ConversationSnapshot,
} from '@switchboard/shared-types/contracts/conversation'
import type { Conversation } from '../conversation.ts'
import { timeOf } from '../messages/message-no.ts'
import type { MessageRow } from '../messages/message-table.ts'
import { lastSpoken } from '../talk/read-said.ts'
import { titleOf } from './title.ts'

const SNIPPET = 200
const ARRIVED_TEXT = 2_000
const NAMES = 5

/** What an inbox is told of the conversation now; null while it holds nothing that could be shown. */
export function toSnapshot(conversation: Conversation): ConversationSnapshot | null {
  const { id, state } = conversation
  const { version, mergedInto, received, analysed } = state.row
  const summary = summarise(conversation)
  if (summary === null) return null
  return {
    id,
    version,
    summary,
    threads: state.threads.map(({ channelId, key }) => ({ channel: channelId, key })),
    mergedInto,
    received,
    arrived: arrivedMessages(conversation),
    changed: changedMessages(conversation),
    analysed,
  }
}

function summarise(conversation: Conversation): ConversationSnapshot['summary'] | null {
  const { state, participants, messages, texts, drafts, deliveries, analyses } = conversation
  const thread = state.threads.toSorted((a, b) => (b.lastAt ?? '').localeCompare(a.lastAt ?? ''))[0]
  const newest = messages.newest()
  if (thread === undefined) return null
  const analysis = analyses.current()
  const others = participants.newest().filter(({ self }) => !self)
  return {
    channelId: thread.channelId,
    channelKind: thread.channelKind,
    title: titleOf(conversation),
    participants: others.slice(0, NAMES).map(({ name, handle, key }) => name || handle || key),
    snippet: newest ? snippetOf(newest, texts.read([newest.no]).get(newest.no)?.text ?? '') : '',
    lastAuthor: newest ? (participants.byNo(newest.authorNo)?.name ?? '') : '',
    lastDirection: newest?.direction ?? 'in',
    lastAt: newest ? timeOf(newest.no) : new Date(0).toISOString(),
    priority: analysis?.priority ?? 'normal',
    priorityReason: analysis?.priorityReason ?? null,
    category: analysis?.category ?? null,
    summary: analysis?.summary ?? null,
    answerExpected: waitsForAnswer(conversation, analysis),
    draft: drafts.all()[0]?.id ?? null,
    trouble: deliveries.trouble(),
  }
}

/** What the person has written since may be the answer. */
function waitsForAnswer(conversation: Conversation, analysis: Analysis | null): boolean {
  if (analysis === null || lastSpoken(conversation)?.direction !== 'in') return false
  return analysis.answerExpected.expected && analysis.answerExpected.from === SELF
}

function snippetOf(row: MessageRow, text: string): string {
  const line = clip(text.replaceAll(/\s+/g, ' ').trim(), SNIPPET)
  if (line !== '' || row.deletedAt !== null) return line
  return row.attachments > 0 ? 'A file' : ''
}

/** Those that went away again since are not told any more. */
function arrivedMessages(conversation: Conversation): ArrivedMessage[] {
  return messagesAsTold(conversation, conversation.state.arrived)
}

function changedMessages(conversation: Conversation): ChangedMessage[] {
  const { changed } = conversation.state
  const told = messagesAsTold(
    conversation,
    changed.map(({ no }) => no),
  )
  const now = new Map(told.map((message) => [message.id, message]))
  return changed.map(({ id, no }) => ({ id, at: timeOf(no), now: now.get(id) ?? null }))
}

/** Oldest first, without what says nothing any more. */
function messagesAsTold(
  { state, participants, messages, texts }: Conversation,
  numbers: readonly number[],
): ArrivedMessage[] {
  const rows = messages.byNumbers([...numbers]).toReversed()
  const said = texts.read(rows.map(({ no }) => no))
  return rows.flatMap((row) => {
    const thread = state.threadByNo(row.threadNo)
    const author = participants.byNo(row.authorNo)
    if (thread === undefined || author === undefined || row.deletedAt !== null) return []
    const { key, name, handle } = author
    const text = clip(said.get(row.no)?.text ?? '', ARRIVED_TEXT)
    const { id, nature } = row
    return { id, channel: thread.channelId, author: { key, name, handle }, text, at: timeOf(row.no), nature }
  })
}
