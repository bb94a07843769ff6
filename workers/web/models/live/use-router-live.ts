import { CLOSE } from '@switchboard/shared-types/realtime/frames'
import { RouterFrame } from '@switchboard/shared-types/api/router/calls'
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { openSocket } from '../../live/socket.ts'
import { followSettled, waiting } from '../calls/cache.ts'
import { reload } from '../../app/reload.ts'
import { ownQueries, runningKey } from '../queries.ts'
import { usageKey } from '../usage/queries.ts'
import { justSettled } from './just-settled.ts'

/** Sums are loaded anew at most this often, however many calls end. */
const SUMS_EVERY_MS = 2_000

/** Follows what agents do now, as long as the component is there. */
export function useRouterLive(): void {
  const client = useQueryClient()
  useEffect(() => {
    const sums = atMostEvery(SUMS_EVERY_MS, () => reloadSums(client))
    const socket = openSocket('/api/router/live', {
      opened: () => {
        socket.settle()
        // What ended before, since the page was loaded or during a break, was told to nobody.
        sums.run()
      },
      closed: (code) => {
        if (code === CLOSE.signedOut) socket.close()
      },
      heard: (data) => {
        const frame = RouterFrame.safeParse(data)
        if (!frame.success) return
        follow(client, frame.data)
        if (frame.data.type === 'settled') sums.run()
      },
    })
    return () => {
      socket.close()
      sums.stop()
      justSettled.forget()
      waiting.set([])
      void client.invalidateQueries({ queryKey: runningKey, refetchType: 'none' })
    }
  }, [client])
}

function follow(client: QueryClient, frame: RouterFrame): void {
  if (frame.type === 'running') {
    // An answer that is still on its way is older than this.
    void client.cancelQueries({ queryKey: runningKey })
    client.setQueryData(runningKey, frame.calls)
    return
  }
  justSettled.note(frame.call)
  followSettled(client, frame.call)
}

function reloadSums(client: QueryClient): void {
  for (const queryKey of [usageKey, ownQueries.limits.queryKey, ownQueries.tokens.queryKey]) {
    reload(client, queryKey)
  }
}

/** Runs at once, and once more at the end of the time where it was asked to in between. */
function atMostEvery(ms: number, act: () => void): { run: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let again = false
  const rest = (): void => {
    timer = undefined
    if (again) run()
  }
  const run = (): void => {
    again = timer !== undefined
    if (again) return
    act()
    timer = setTimeout(rest, ms)
  }
  return { run, stop: () => clearTimeout(timer) }
}
