import { InboxId } from '@switchboard/shared-types/ids'
import { LIVE_HEADERS, LiveUntil } from '@switchboard/shared-types/realtime/live-headers'
import { startTrace } from '@switchboard/shared-types/trace'
import type { Trace } from '@switchboard/shared-types/trace'

interface Upgrade {
  readonly inbox: InboxId
  readonly session: string
  /** In milliseconds since 1970; undefined: as long as nobody closes it. */
  readonly until: number | undefined
  readonly trace: Trace
}

/**
 * @returns for whom the edge asks
 * @throws ZodError where it does not say for which inbox
 */
export function readUpgrade({ headers }: Request): Upgrade {
  return {
    inbox: InboxId.parse(headers.get(LIVE_HEADERS.inbox)),
    session: headers.get(LIVE_HEADERS.session) ?? '',
    until: LiveUntil.optional().parse(headers.get(LIVE_HEADERS.until) ?? undefined),
    trace: startTrace('edge', headers.get(LIVE_HEADERS.requestId) ?? undefined),
  }
}
