import type { DeliveryState } from '@switchboard/shared-types/api/conversations/delivery'
import type { DeliveryReport } from '@switchboard/shared-types/contracts/channel'
import type { ReceiptEvent } from '@switchboard/shared-types/channel-event'

/** How far an outgoing message has come. */
export interface Progress {
  readonly state: DeliveryState
  /** Of the channel's newest report that was heard; 0: none. */
  readonly step: number
}

/** What the platform has confirmed is never taken back by what is heard late; only `sent` can still turn out failed. */
const CONFIRMED: Readonly<Partial<Record<DeliveryState, number>>> = { sent: 1, delivered: 2, read: 3 }

/** It has not left: it can be taken back. */
export function canUndo({ state }: Progress): boolean {
  return state === 'approved'
}

/** It is known, or may be, that it did not arrive: the person may send it once more. */
export function canResend({ state }: Progress): boolean {
  return state === 'failed' || state === 'unknown'
}

/** Hands an approved message over. @returns null where it has been handed over already */
export function release({ state, step }: Progress): Progress | null {
  return state === 'approved' ? { state: 'queued', step } : null
}

/** Takes in a report of the channel, in whatever order reports come. @returns null where it changes nothing */
export function hearReport(
  progress: Progress,
  { step, state }: Pick<DeliveryReport, 'step' | 'state'>,
): Progress | null {
  if (progress.state === 'approved' || step <= progress.step) return null
  return mayFollow(progress.state, state) ? { state, step } : null
}

/** Takes in what the platform says of the message. @returns null where it changes nothing */
export function hearReceipt(
  { state: before, step }: Progress,
  { state }: Pick<ReceiptEvent, 'state'>,
): Progress | null {
  if (before === 'approved' || state === before) return null
  return mayFollow(before, state) ? { state, step } : null
}

function mayFollow(before: DeliveryState, after: DeliveryState): boolean {
  const confirmed = CONFIRMED[before]
  if (confirmed === undefined) return true
  return (CONFIRMED[after] ?? 0) > confirmed || (before === 'sent' && after === 'failed')
}
