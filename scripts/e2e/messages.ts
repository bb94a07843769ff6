import type { ConversationId } from '@switchboard/shared-types/ids'
import { failureOf, type Device } from './device.ts'

interface Query {
  readonly q?: string
  readonly cursor?: string
  readonly limit?: string
}

/** @throws where the house does not answer with a page */
export async function readMessages({ api }: Device, id: ConversationId, query: Query = {}) {
  const answer = await api.conversations[':id'].messages.$get({ param: { id }, query })
  if (!answer.ok) throw new Error(await failureOf(answer))
  return await answer.json()
}

/** Newest first. */
export async function textsIn(device: Device, id: ConversationId, query: Query = {}): Promise<string[]> {
  return (await readMessages(device, id, query)).messages.map(({ text }) => text)
}
