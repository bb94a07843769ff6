import * as z from 'zod'
import { ChangeConversations } from '@switchboard/shared-types/api/conversations/conversation'
import { EntryState } from '@switchboard/shared-types/api/entries'
import { ConversationId, EntryId } from '@switchboard/shared-types/ids'
import { defineTool, TIDIES } from '../tool.ts'
import { Changed } from './shapes.ts'

const MOST = 100
const PASSED_OVER = 'Those that are not there are passed over.'

const markEntries = defineTool({
  name: 'mark_entries',
  title: 'Mark entries',
  description: `Marks entries as read, starred or archived, or takes that back with false. ${PASSED_OVER}`,
  scope: 'inbox.act',
  annotations: TIDIES,
  input: z
    .strictObject({ ids: z.array(EntryId).min(1).max(MOST), ...EntryState.partial().shape })
    .refine(({ ids: _, ...state }) => Object.keys(state).length > 0, 'nothing to change'),
  output: Changed,
  run: async ({ inbox: { stub, at } }, { ids, ...state }) => await stub.changeEntries(...at, { ids, state }),
})

/** Who deals with a conversation is for people to say. */
const { assignee: _assignee, ...Change } = ChangeConversations.shape.change.shape

const changeConversations = defineTool({
  name: 'change_conversations',
  title: 'Sort conversations',
  description: `Marks conversations as read or unread, archives, mutes or snoozes them, puts labels on or takes them off, sets a priority (null: as it was understood). A snoozed one comes back at its time, or when somebody writes; null ends it. ${PASSED_OVER}`,
  scope: 'inbox.act',
  annotations: TIDIES,
  input: z
    .strictObject({ ids: z.array(ConversationId).min(1).max(MOST), ...Change })
    .refine(({ ids: _, ...change }) => Object.keys(change).length > 0, 'nothing to change'),
  output: Changed,
  run: async ({ inbox: { stub, at } }, { ids, ...change }) =>
    await stub.changeConversations(...at, { ids, change, by: null }),
})

/** What sorts an inbox. */
export const CHANGE_TOOLS = [markEntries, changeConversations]
