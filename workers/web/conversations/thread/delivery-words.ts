import type { Delivery } from '@switchboard/shared-types/api/conversations/delivery'
import { shortTime } from '../triage/times.ts'

const SOON_MS = 2 * 60_000

/** What became of an answer, in words. @param now milliseconds since 1970 */
export function deliveryWords({ state, sendsAt, reason }: Delivery, now: number): string {
  switch (state) {
    case 'approved':
      return sendsAt === null ? 'Approved' : leavingWords(sendsAt, now)
    case 'queued':
      return reason === null ? 'Waits to be sent' : `Waits to be sent. ${reason}`
    case 'sending':
      return 'Sending…'
    case 'sent':
      return 'Sent'
    case 'delivered':
      return 'Delivered'
    case 'read':
      return 'Read'
    case 'failed':
      return reason === null ? 'Not sent' : `Not sent. ${reason}`
    case 'unknown':
      return `It may have arrived.${reason === null ? '' : ` ${reason}`}`
  }
}

/** Whether the answer can still be taken back. */
export function isWaiting({ state }: Delivery): boolean {
  return state === 'approved'
}

export function mayBeSentAgain({ state }: Delivery): boolean {
  return state === 'failed' || state === 'unknown'
}

function leavingWords(sendsAt: string, now: number): string {
  const ms = Date.parse(sendsAt) - now
  if (ms <= 0) return 'Leaves now'
  return ms < SOON_MS ? `Leaves in ${Math.ceil(ms / 1000)} s` : `Leaves ${shortTime(new Date(sendsAt))}`
}
