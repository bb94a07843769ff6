import * as z from 'zod'
import { ChannelKind } from '../channels/channel.ts'
import { ChannelId, ConversationId, DraftId, MessageId, PersonId } from '../../ids.ts'
import { Analysis, Category, Priority } from './analysis.ts'
import { Draft } from './draft.ts'
import { MessageAuthor } from './message.ts'

export const Thread = z.object({
  channelId: ChannelId,
  channelKind: ChannelKind,
  key: z.string(),
  kind: z.enum(['direct', 'group', 'post']),
  title: z.string().nullable(),
  url: z.string().nullable(),
  lastAt: z.iso.datetime(),
})
export type Thread = z.infer<typeof Thread>

/** A conversation as its page shows it above the messages. */
export const Conversation = z.object({
  id: ConversationId,
  title: z.string(),
  /** More than one after a merge. */
  threads: z.array(Thread),
  participants: z.array(MessageAuthor.extend({ messages: z.number().int(), lastAt: z.iso.datetime() })),
  analysis: Analysis.nullable(),
  drafts: z.array(Draft),
  messages: z.number().int(),
  /** Where its messages went. */
  mergedInto: ConversationId.nullable(),
})
export type Conversation = z.infer<typeof Conversation>

const Label = z.string().trim().min(1).max(50)

/** What a person may change of a conversation in the inbox. */
export const Triage = z.object({
  read: z.boolean(),
  archived: z.boolean(),
  muted: z.boolean(),
  /** Out of sight until then, or until somebody writes. */
  snoozedUntil: z.iso.datetime().nullable(),
  labels: z.array(Label).max(20),
  /** Set by the person or a rule; null: as the analysis says. */
  priority: Priority.nullable(),
  /** Whose it is to deal with: a member's of the inbox; null: nobody's. */
  assignee: PersonId.nullable(),
})
export type Triage = z.infer<typeof Triage>

/** A conversation as lists and live events carry it. */
export const ConversationSummary = Triage.omit({ priority: true, read: true }).extend({
  id: ConversationId,
  channelId: ChannelId,
  channelKind: ChannelKind,
  title: z.string(),
  participants: z.array(z.string()).max(5),
  /** Of the newest message. */
  snippet: z.string(),
  lastAuthor: z.string(),
  lastDirection: z.enum(['in', 'out', 'note']),
  lastAt: z.iso.datetime(),
  unread: z.number().int().nonnegative(),
  /** The person's own word, else the analysis. */
  priority: Priority,
  priorityReason: z.string().nullable(),
  category: Category.nullable(),
  summary: z.string().nullable(),
  answerExpected: z.boolean(),
  /** The newest draft that waits for approval. */
  draft: DraftId.nullable(),
  /** An answer that did not, or may not have, arrived. */
  trouble: z.enum(['failed', 'unknown']).nullable(),
  // What was told before there was assignment says nothing of it.
  assignee: PersonId.nullable().default(null),
  /** Null where a rule did, or nobody has it. */
  assignedBy: PersonId.nullable().default(null),
  assignedAt: z.iso.datetime().nullable().default(null),
})
export type ConversationSummary = z.infer<typeof ConversationSummary>

/**
 * `open`: neither archived nor snoozed. `unread` and `answer` (somebody waits for one): open ones that are not muted.
 * Those that were merged into another one are in no view.
 */
export const ConversationView = z.enum(['open', 'unread', 'answer', 'snoozed', 'archived', 'all'])
export type ConversationView = z.infer<typeof ConversationView>

export const ConversationQuery = z.object({
  view: ConversationView.default('open'),
  channel: ChannelId.optional(),
  label: Label.optional(),
  assignee: z.union([z.enum(['me', 'none']), PersonId]).optional(),
  /** Over titles, people, summaries and the newest messages. */
  q: z.string().trim().min(1).max(200).optional(),
  /** `priority`: urgent first, then by time. */
  sort: z.enum(['time', 'priority']).default('time'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type ConversationQuery = z.infer<typeof ConversationQuery>

export const ConversationPage = z.object({
  conversations: z.array(ConversationSummary),
  nextCursor: z.string().nullable(),
})
export type ConversationPage = z.infer<typeof ConversationPage>

export const ChangeConversations = z.object({
  ids: z.array(ConversationId).min(1).max(200),
  change: Triage.omit({ labels: true })
    .extend({ addLabels: z.array(Label).max(20), removeLabels: z.array(Label).max(20) })
    .partial()
    .refine((change) => Object.keys(change).length > 0, 'nothing to change'),
})
export type ChangeConversations = z.infer<typeof ChangeConversations>

export const MergeConversations = z.object({ from: ConversationId })
export type MergeConversations = z.infer<typeof MergeConversations>

/** Takes a message and those after it of the same thread out into a conversation of their own. */
export const SplitConversation = z.object({
  from: MessageId,
  title: z.string().trim().min(1).max(200).optional(),
})
export type SplitConversation = z.infer<typeof SplitConversation>

export const NewNote = z.object({ text: z.string().trim().min(1).max(20_000) })
export type NewNote = z.infer<typeof NewNote>

export const React = z.object({ reactions: z.array(z.string().min(1).max(100)).max(5) })
export type React = z.infer<typeof React>
