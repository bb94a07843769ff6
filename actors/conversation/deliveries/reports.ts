import type { ReceiptEvent } from '@switchboard/shared-types/channel-event'
import type { DeliveryReport } from '@switchboard/shared-types/contracts/channel'
import { unseen } from '../conversation.ts'
import type { Conversation, Written } from '../conversation.ts'
import type { MessageRow } from '../messages/message-table.ts'
import type { DeliveryRow } from './delivery-table.ts'
import { deliveryChanged } from './delivery-table.ts'
import { hearReceipt, hearReport } from './state.ts'
import type { Progress } from './state.ts'

/** Takes in what the channel says of an answer. Part of the caller's transaction. */
export function applyReport(
  conversation: Conversation,
  row: DeliveryRow,
  report: Pick<DeliveryReport, 'step' | 'state' | 'at' | 'reason' | 'url'>,
): Written<null> {
  const { at, reason, url } = report
  return note(conversation, row, hearReport(row, report), { at, reason, url: url ?? row.url })
}

/** Takes in what the platform says of an answer. Part of the caller's transaction. */
export function applyReceipt(
  conversation: Conversation,
  message: Pick<MessageRow, 'id'>,
  receipt: Pick<ReceiptEvent, 'state' | 'reason' | 'at'>,
): Written<null> {
  const row = conversation.deliveries.ofMessage(message.id)
  if (row === undefined) return unseen(null)
  const { at, reason } = receipt
  return note(conversation, row, hearReceipt(row, receipt), { at, reason })
}

function note(
  { deliveries }: Conversation,
  row: DeliveryRow,
  progress: Progress | null,
  heard: Pick<DeliveryRow, 'at' | 'reason'> & Partial<Pick<DeliveryRow, 'url'>>,
): Written<null> {
  if (progress === null) return unseen(null)
  const isSame = progress.state === row.state && heard.reason === row.reason
  const changed = deliveries.change(row, { ...progress, ...heard })
  return isSame ? unseen(null) : { answer: null, events: [deliveryChanged(changed)], tell: true }
}
