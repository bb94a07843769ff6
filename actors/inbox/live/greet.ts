import { CLOSE, ClientFrame, PROTOCOL_VERSION } from '@switchboard/shared-types/realtime/frames'
import type { ServerFrame } from '@switchboard/shared-types/realtime/frames'
import type { UnreadCounts } from '../counts/unread-counts.ts'
import { eventsAfter } from '../history/replay.ts'
import type { History } from '../history/replay.ts'
import { toSubscription } from '../subscriptions/subscription-book.ts'

export type Greeting =
  | { readonly ok: true; readonly frames: readonly ServerFrame[] }
  | { readonly ok: false; readonly close: number; readonly reason: string }

/**
 * Answers a client's first frame with everything it missed, or with a snapshot when that can not be told. It runs in
 * one synchronous block with the socket going live, so nothing falls between the two and nothing comes twice.
 */
export function greet(history: History & { counts: UnreadCounts }, message: string): Greeting {
  const hello = ClientFrame.safeParse(parseJson(message))
  if (!hello.success) return { ok: false, close: CLOSE.badFrame, reason: 'the frame is not a valid hello' }
  const { version, epoch, cursor } = hello.data
  if (version !== PROTOCOL_VERSION) {
    return { ok: false, close: CLOSE.badVersion, reason: `this server speaks version ${PROTOCOL_VERSION}` }
  }
  return {
    ok: true,
    frames:
      epoch === undefined || cursor === undefined
        ? snapshot(history, 'first-visit')
        : resume(history, epoch, cursor),
  }
}

function resume(history: History & { counts: UnreadCounts }, epoch: string, cursor: number): ServerFrame[] {
  const { timeline } = history
  if (epoch !== timeline.epoch) return snapshot(history, 'new-epoch')
  const missed = eventsAfter(history, cursor)
  if (missed === null) return snapshot(history, 'history-trimmed')
  const at = { epoch: timeline.epoch, seq: timeline.head }
  return [
    { type: 'resumed', version: PROTOCOL_VERSION, epoch, seq: cursor },
    ...missed,
    { type: 'counts', ...at, counts: history.counts.read() },
    { type: 'live', ...at },
  ]
}

function snapshot(
  { timeline, subscriptions, counts }: History & { counts: UnreadCounts },
  reason: 'first-visit' | 'new-epoch' | 'history-trimmed',
): ServerFrame[] {
  const at = { epoch: timeline.epoch, seq: timeline.head }
  return [
    {
      type: 'snapshot',
      version: PROTOCOL_VERSION,
      ...at,
      reason,
      subscriptions: subscriptions.all().map(toSubscription),
      counts: counts.read(),
    },
    { type: 'live', ...at },
  ]
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
