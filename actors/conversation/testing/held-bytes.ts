import { env } from 'cloudflare:workers'
import type { AttachmentId } from '@switchboard/shared-types/ids'
import type { Talk } from './talk.ts'

/** How many pieces of files lie in the conversation's own storage. */
export async function ownPieces(talk: Talk): Promise<number> {
  return (await talk.rows('SELECT no FROM attachment_chunks')).length
}

/** Whether the house holds the bytes of a file: in its bucket, or where it has none in the conversation. */
export async function isHeld(talk: Talk, id: AttachmentId): Promise<boolean> {
  if (env.FILES !== undefined) return (await env.FILES.head(`attachments/${id}`)) !== null
  return (await ownPieces(talk)) > 0
}
