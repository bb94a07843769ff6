import { getStub } from '@switchboard/shared-types/door'
import type { InboxId } from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'
import type { AttachmentRow } from './attachment-table.ts'

/** What asking for the bytes of a file came to. */
export type Fetched =
  | { readonly outcome: 'here'; readonly type: string; readonly bytes: Uint8Array }
  | { readonly outcome: 'gone' | 'refused' | 'later' }

type Actors = Pick<ActorsEnv, 'CHANNEL' | 'CONVERSATION'>

/** Asks for the bytes where they lie: at the conversation that had the message before, else at the platform. */
export async function fetchFile(
  env: Actors,
  trace: Trace,
  owner: InboxId,
  file: AttachmentRow,
): Promise<Fetched> {
  if (file.heldBy !== null) return await fromConversation(env, trace, owner, file)
  const { channelId, ref } = file
  if (channelId === null || ref === null) return { outcome: 'gone' }
  const answer = await getStub(env.CHANNEL, channelId).attachment(channelId, trace, owner, ref)
  if (answer.ok) return { outcome: 'here', ...answer.value }
  switch (answer.error.code) {
    case 'channel.not_found':
    case 'attachment.gone':
      return { outcome: 'gone' }
    case 'attachment.too_large':
      return { outcome: 'refused' }
    default:
      return { outcome: 'later' }
  }
}

async function fromConversation(
  env: Actors,
  trace: Trace,
  owner: InboxId,
  { id, heldBy, type }: AttachmentRow,
): Promise<Fetched> {
  if (heldBy === null) return { outcome: 'gone' }
  const answer = await getStub(env.CONVERSATION, heldBy).attachment(heldBy, trace, owner, id)
  if (!answer.ok) return { outcome: 'gone' }
  const bytes = new Uint8Array(await new Response(answer.value.bytes).arrayBuffer())
  return { outcome: 'here', type, bytes }
}
