import * as z from 'zod'
import { EntryQuery, EntryText } from '@switchboard/shared-types/api/entries'
import { Subscription } from '@switchboard/shared-types/api/subscriptions'
import { EntryId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import { defineTool, READS } from '../tool.ts'
import { Cursor, FOREIGN, ListedEntry, NextCursor } from './shapes.ts'

/** Of a text, in UTF-16 units: about 5,000 tokens. */
const PART_LENGTH = 20_000

const { view, subscription, folder } = EntryQuery.shape

const listEntries = defineTool({
  name: 'list_entries',
  title: 'List entries',
  description: `Entries of the feeds that the person follows, newest first, without their texts (read_entry has them). ${FOREIGN}`,
  scope: 'inbox.read',
  annotations: READS,
  input: z.strictObject({
    view,
    subscription: subscription.describe('Of one feed, by its id of list_subscriptions.'),
    folder,
    cursor: Cursor.optional(),
    limit: z.int().min(1).max(50).default(20),
  }),
  output: z.object({ entries: z.array(ListedEntry), nextCursor: NextCursor }),
  run: async ({ inbox: { stub, at } }, query) => await stub.entries(...at, query),
})

const readEntry = defineTool({
  name: 'read_entry',
  title: 'Read an entry',
  description: `An entry with its content as plain text, in parts of ${PART_LENGTH} characters. Reading does not mark it as read. ${FOREIGN}`,
  scope: 'inbox.read',
  annotations: READS,
  input: z.strictObject({
    id: EntryId,
    cursor: z
      .string()
      .regex(/^\d{1,9}$/)
      .optional()
      .describe('nextCursor of the part before.'),
  }),
  output: EntryText.omit({ image: true, snippet: true }).extend({ nextCursor: NextCursor }),
  run: async ({ inbox: { stub, at } }, { id, cursor = '0' }) => {
    const found = await stub.entryText(...at, id)
    if (!found.ok) return found
    const { text, ...entry } = found.value
    const end = Number(cursor) + PART_LENGTH
    const nextCursor = end < text.length ? String(end) : null
    return ok({ ...entry, text: text.slice(Number(cursor), end), nextCursor })
  },
})

const listSubscriptions = defineTool({
  name: 'list_subscriptions',
  title: 'List subscriptions',
  description: `The feeds that the person follows, with their folders. ${FOREIGN}`,
  scope: 'inbox.read',
  annotations: READS,
  input: z.strictObject({}),
  output: z.object({
    subscriptions: z.array(
      Subscription.pick({ id: true, title: true, feedUrl: true, siteUrl: true, folder: true, health: true }),
    ),
  }),
  run: async ({ inbox: { stub, at } }) => ok({ subscriptions: await stub.subscriptions(...at) }),
})

/** What the person follows. */
export const ENTRY_TOOLS = [listEntries, readEntry, listSubscriptions]
