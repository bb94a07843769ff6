import * as z from 'zod'
import { Agent } from '../agent.ts'

/**
 * `approved`: waits for its undo window or its time. `queued`: with the channel. `unknown`: the platform may have taken
 * it, so it is not sent again unless the person says so.
 */
export const DeliveryState = z.enum([
  'approved',
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
])
export type DeliveryState = z.infer<typeof DeliveryState>

export const Delivery = z.object({
  state: DeliveryState,
  at: z.iso.datetime(),
  /** When an approved message leaves. Until then it can be taken back. */
  sendsAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
  /** Where the platform shows it. */
  url: z.string().nullable(),
  /** `agent`: by a token that may send. */
  approvedBy: z.enum(['person', 'permission', 'agent']),
  /** The agent that approved it. */
  agent: Agent.nullable(),
})
export type Delivery = z.infer<typeof Delivery>
