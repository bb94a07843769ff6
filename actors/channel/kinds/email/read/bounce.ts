import type { Attachment, Email } from 'postal-mime'
import { clip } from '@switchboard/kernel/text/clip'
import { messageIdsIn } from './message-ids.ts'

/** What a report says of one of our mails. */
export interface Bounce {
  /** The id of the mail that it is about; null where the report does not tell. */
  readonly original: string | null
  readonly state: 'failed' | 'delayed' | 'delivered'
  /** In the words of the server that refused it. */
  readonly diagnostic: string | null
}

/** Reads a delivery report: RFC 3464's fields and the returned headers, or what stands in the text of older ones. */
export function readBounce(email: Email): Bounce {
  const status = textOfParts(email, /^message\/(?:global-)?delivery-status$/)
  const returned = textOfParts(email, /^(?:message\/(?:global|rfc822)|text\/rfc822-headers)/)
  const ids = [
    field(status, 'original-message-id'),
    field(returned, 'message-id'),
    field(email.text ?? '', 'message-id'),
  ].flatMap((value) => messageIdsIn(value ?? undefined))
  return { original: ids[0] ?? null, state: stateOf(status), diagnostic: diagnosticOf(status, email.text) }
}

function stateOf(status: string): Bounce['state'] {
  const action = field(status, 'action')?.toLowerCase()
  if (action === 'delayed') return 'delayed'
  return action === 'delivered' || action === 'relayed' || action === 'expanded' ? 'delivered' : 'failed'
}

function diagnosticOf(status: string, text: string | undefined): string | null {
  const said = field(status, 'diagnostic-code')?.replace(/^\s*[\w-]+\s*;\s*/, '')
  const code = field(status, 'status')
  const line = (text ?? '').split('\n').find((each) => /\b[45]\d\d[ -]/.test(each))
  const reason = said ?? line?.trim() ?? (code === null ? null : `status ${code}`)
  return reason === null ? null : clip(reason.replace(/\s+/g, ' '), 500)
}

function textOfParts(email: Email, type: RegExp): string {
  return email.attachments
    .filter(({ mimeType }) => type.test(mimeType))
    .map(textOf)
    .join('\n')
}

function textOf({ content }: Attachment): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(content)
}

/** A header field anywhere in a text, unfolded. */
function field(text: string, name: string): string | null {
  const found = new RegExp(`^${name}:[ \\t]*(.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(text)?.[1]
  return found === undefined ? null : found.replace(/\r?\n[ \t]+/g, ' ').trim()
}
