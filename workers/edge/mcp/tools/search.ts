import * as z from 'zod'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Caller } from '../caller.ts'
import { defineTool, READS } from '../tool.ts'
import { Cursor, FOREIGN, ListedConversation, ListedEntry, NextCursor } from './shapes.ts'

const Input = z.strictObject({
  query: z.string().trim().min(1).max(200),
  in: z.enum(['entries', 'conversations']).optional().describe('Both where it is left out.'),
  cursor: Cursor.optional().describe('nextEntries or nextConversations of the page before, with "in".'),
  limit: z.int().min(1).max(50).default(10).describe('Of each.'),
})
type Input = z.infer<typeof Input>

const search = defineTool({
  name: 'search',
  title: 'Search the inbox',
  description: `Full-text search over entries (title, author, text) and conversations (titles, people, summaries, newest messages). All words must occur. Archived entries are not searched. ${FOREIGN}`,
  scope: 'inbox.read',
  annotations: READS,
  input: Input,
  output: z.object({
    entries: z.array(ListedEntry),
    nextEntries: NextCursor,
    conversations: z.array(ListedConversation),
    nextConversations: NextCursor,
  }),
  run: async (caller, input) => {
    if (input.cursor !== undefined && input.in === undefined) return WHERE
    const [entries, conversations] = await Promise.all([
      input.in === 'conversations' ? NO_ENTRIES : findEntries(caller, input),
      input.in === 'entries' ? NO_CONVERSATIONS : findConversations(caller, input),
    ])
    if (!entries.ok) return entries
    return conversations.ok ? ok({ ...entries.value, ...conversations.value }) : conversations
  },
})

export const SEARCH_TOOLS = [search]

const WHERE = err('request.invalid', 'A cursor belongs to one of both: say which with "in".')
const NO_ENTRIES = ok({ entries: [], nextEntries: null })
const NO_CONVERSATIONS = ok({ conversations: [], nextConversations: null })

type Entries = Result<{ entries: z.input<typeof ListedEntry>[]; nextEntries: string | null }>
type Conversations = Result<{
  conversations: z.input<typeof ListedConversation>[]
  nextConversations: string | null
}>

async function findEntries(caller: Caller, input: Input): Promise<Entries> {
  const { stub, at } = caller.inbox
  const { query: q, cursor, limit } = input
  const found = await stub.entries(...at, { view: 'all', q, cursor, limit })
  if (!found.ok) return found
  const { entries, nextCursor: nextEntries } = found.value
  return ok({ entries, nextEntries })
}

async function findConversations(caller: Caller, input: Input): Promise<Conversations> {
  const { stub, at } = caller.inbox
  const { query: q, cursor, limit } = input
  const found = await stub.conversations(...at, { view: 'all', sort: 'time', q, cursor, limit })
  if (!found.ok) return found
  const { conversations, nextCursor: nextConversations } = found.value
  return ok({ conversations, nextConversations })
}
