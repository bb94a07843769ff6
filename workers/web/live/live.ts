import type { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import { makeStore } from '../ui/store.ts'
import { makeRecent } from './recent.ts'
import type { Phase } from './session.ts'

/** What the live connection has told lately. */
export const recent = makeRecent<InboxEvent>()
export const phase = makeStore<Phase>('connecting')

/**
 * Waits for the live connection, so that a list loaded then misses nothing that happens after it. A page whose
 * connection does not come up loads all the same; it is loaded again when it does.
 * @param longestMs how long to wait at most
 */
export async function whenFollowing(longestMs: number): Promise<void> {
  const isFollowing = (): boolean => phase.get() === 'replaying' || phase.get() === 'live'
  if (isFollowing() || phase.get() === 'lost') return
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, longestMs)
    const stop = phase.subscribe(() => {
      if (isFollowing()) done()
    })
    function done(): void {
      clearTimeout(timer)
      stop()
      resolve()
    }
  })
}
