import { ConversationId, EntryId } from '@switchboard/shared-types/ids'

/** What an output is to be made of, where the page was opened for that. */
export interface OutputsSearch {
  readonly conversation?: ConversationId
  readonly entry?: EntryId
}

/** Reads the address's search part; what is not understood is left out. */
export function readOutputsSearch(search: Record<string, unknown>): OutputsSearch {
  const conversation = ConversationId.safeParse(search['conversation'])
  const entry = EntryId.safeParse(search['entry'])
  return {
    ...(conversation.success ? { conversation: conversation.data } : {}),
    ...(entry.success ? { entry: entry.data } : {}),
  }
}
