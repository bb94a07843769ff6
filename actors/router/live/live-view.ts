import { LiveSockets } from '@switchboard/kernel/live/live-sockets'
import type { RouterFrame, RunningCall } from '@switchboard/shared-types/api/router/calls'
import type { CallId } from '@switchboard/shared-types/ids'
import { findCall } from '../ledger/list-calls.ts'
import { toRunningCall } from '../ledger/running-calls.ts'
import type { Router } from '../router.ts'

/** Many calls begin and end together: what runs is told once for all of them. */
const QUIET_MS = 150

/** Shows every open page what agents do now, and costs nothing while none is open. */
export class LiveView {
  readonly #router: Router
  readonly #sockets: LiveSockets<RouterFrame>
  #waiting: ReturnType<typeof setTimeout> | undefined

  constructor(ctx: DurableObjectState, router: Router) {
    this.#router = router
    this.#sockets = new LiveSockets(ctx)
  }

  open(session: string, until: number | undefined): Response {
    return this.#sockets.accept(session, { first: this.#running(), until })
  }

  close(session: string | undefined): void {
    this.#sockets.close(session)
  }

  /** Closes every socket and tells nothing any more, because what it would read is about to go. */
  end(): void {
    clearTimeout(this.#waiting)
    this.#waiting = undefined
    this.#sockets.close(undefined)
  }

  /** What runs has changed. */
  changed(): void {
    if (this.#waiting !== undefined || !this.#sockets.someoneListens()) return
    this.#waiting = setTimeout(() => {
      this.#waiting = undefined
      this.#sockets.broadcast([this.#running()])
    }, QUIET_MS)
  }

  settled(id: CallId): void {
    if (!this.#sockets.someoneListens()) return
    const call = findCall(this.#router, id, new Date())
    if (call.ok) this.#sockets.broadcast([{ type: 'settled', v: 1, call: call.value }])
    this.changed()
  }

  /** Oldest first. */
  calls(): RunningCall[] {
    const { running, tokens } = this.#router
    const begun = running.all().filter(({ spareOf }) => spareOf === null)
    return begun.map((call) => toRunningCall(call, (id) => tokens.nameOf(id)))
  }

  #running(): RouterFrame {
    return { type: 'running', v: 1, calls: this.calls() }
  }
}
