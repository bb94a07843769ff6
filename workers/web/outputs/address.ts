import { MOST_ENTRIES } from '@switchboard/shared-types/api/outputs'
import { ConversationId, EntryId } from '@switchboard/shared-types/ids'
import * as z from 'zod'

/** What an output is to be made of, where the page was opened for that. */
export interface OutputsSearch {
  readonly conversation?: ConversationId
  readonly entries?: readonly EntryId[]
}

const Entries = z.array(EntryId).min(1).max(MOST_ENTRIES)

/** Reads the address's search part; what is not understood is left out. */
export function readOutputsSearch(search: Record<string, unknown>): OutputsSearch {
  const conversation = ConversationId.safeParse(search['conversation'])
  const entries = Entries.safeParse(search['entries'])
  return {
    ...(conversation.success ? { conversation: conversation.data } : {}),
    ...(entries.success ? { entries: entries.data } : {}),
  }
}
