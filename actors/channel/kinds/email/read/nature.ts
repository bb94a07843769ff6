import type { Email } from 'postal-mime'
import type { Nature } from '@switchboard/shared-types/channel-event'
import { hasHeader, headerOf } from './headers.ts'
import { peopleIn } from './people.ts'

const BULK = /^(?:bulk|list|junk)$/i

/**
 * Whether a person wrote a mail, so that machines are never answered by a rule: RFC 3834 (Auto-Submitted, the empty
 * envelope), RFC 3462 (reports), RFC 2369 and 2919 (lists), and the older Precedence and X-Auto headers.
 *
 * @param from the envelope's sender; empty for what must not be answered
 */
export function natureOf(email: Email, from: string): Nature {
  if (isReport(email) || (isEmptyPath(from) && isDaemon(email))) return 'bounce'
  if (isAutomatic(email)) return 'auto'
  if (isEmptyPath(from)) return 'bounce'
  return isBulk(email) ? 'bulk' : 'ordinary'
}

/** A report about delivery; what tells that a mail was read is only automatic. */
function isReport(email: Email): boolean {
  const type = headerOf(email, 'content-type') ?? ''
  return /^\s*multipart\/report\b/i.test(type) && !/disposition-notification/i.test(type)
}

function isDaemon({ from }: Email): boolean {
  return peopleIn(from).some(({ address }) => /^(?:mailer-daemon|postmaster)@/.test(address))
}

function isAutomatic(email: Email): boolean {
  const submitted = (headerOf(email, 'auto-submitted') ?? 'no').trim()
  if (!/^no\b/i.test(submitted)) return true
  if (/^auto_reply$/i.test((headerOf(email, 'precedence') ?? '').trim())) return true
  const type = headerOf(email, 'content-type') ?? ''
  return (
    ['x-autoreply', 'x-autorespond'].some((name) => hasHeader(email, name)) || /multipart\/report/i.test(type)
  )
}

function isBulk(email: Email): boolean {
  const named = hasHeader(email, 'list-id') || hasHeader(email, 'list-unsubscribe')
  return named || BULK.test((headerOf(email, 'precedence') ?? '').trim())
}

function isEmptyPath(from: string): boolean {
  return from.trim() === '' || from.trim() === '<>'
}
