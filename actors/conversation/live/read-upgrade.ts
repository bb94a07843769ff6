import { ConversationId, InboxId } from '@switchboard/shared-types/ids'
import { LIVE_HEADERS, LiveUntil } from '@switchboard/shared-types/realtime/live-headers'
import { startTrace } from '@switchboard/shared-types/trace'
import type { Trace } from '@switchboard/shared-types/trace'

interface Upgrade {
  readonly conversation: ConversationId
  readonly owner: InboxId
  readonly session: string
  /** Until when the edge believes in the session, in milliseconds since 1970. */
  readonly until: number
  readonly trace: Trace
}

/**
 * @returns for whom the edge asks
 * @throws ZodError where it does not say for which conversation and inbox, and until when
 */
export function readUpgrade({ headers }: Request): Upgrade {
  return {
    conversation: ConversationId.parse(headers.get(LIVE_HEADERS.conversation)),
    owner: InboxId.parse(headers.get(LIVE_HEADERS.owner)),
    session: headers.get(LIVE_HEADERS.session) ?? '',
    until: LiveUntil.parse(headers.get(LIVE_HEADERS.until)),
    trace: startTrace('edge', headers.get(LIVE_HEADERS.requestId) ?? undefined),
  }
}
