import { withDeadline } from '@switchboard/kernel/outbound/deadline'
import { GIVE_BACK_WITHIN_MS, SPARE_LEASE_MS } from '@switchboard/shared-types/contracts/lease'
import type { Recall } from '@switchboard/shared-types/contracts/lease'
import { log, reasonOf } from '@switchboard/shared-types/log'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Amounts } from '../limits/amounts.ts'
import type { Scope } from '../limits/limit-book.ts'
import type { Router } from '../router.ts'
import { giveBack } from './spares.ts'

/** When an isolate that was not recalled has told what became of its spare leases, late by so much, if it ever does. */
export const HEARD_WITHIN_MS = SPARE_LEASE_MS + GIVE_BACK_WITHIN_MS + 650
const MOMENT_MS = 20

/** Spare leases that came together. */
interface Batch {
  readonly recall: Rpc.Stub<Recall>
  /** Unix milliseconds. */
  readonly at: number
  /** Set as soon as they are recalled. */
  ending: Promise<void> | undefined
  /** Whether it is known that nobody begins one of them any more; those that nobody began are free then. */
  isEnded: boolean
}

/**
 * How spare leases are recalled, by the number of the first of those that came together. In memory alone: behind a
 * restart their time ends them.
 */
export class Recalls {
  readonly #batches = new Map<number, Batch>()
  #disposing: ReturnType<typeof setTimeout> | undefined

  /** @param recall null: nobody can be asked about these */
  keep(firstNo: number, recall: Rpc.Stub<Recall> | null, now: number): void {
    this.#drop(firstNo)
    if (recall === null) return
    // The runtime disposes of the one that came with the call when the call is answered.
    this.#batches.set(firstNo, { recall: recall.dup(), at: now, ending: undefined, isEnded: false })
    if (this.#disposing === undefined) this.#disposeIn(HEARD_WITHIN_MS)
  }

  find(firstNo: number): Batch | undefined {
    return this.#batches.get(firstNo)
  }

  isEnded(firstNo: number): boolean {
    return this.find(firstNo)?.isEnded ?? false
  }

  /** An actor that holds a stub is never let go from memory. */
  #disposeIn(ms: number): void {
    this.#disposing = setTimeout(() => {
      const now = Date.now()
      for (const [no, { at }] of this.#batches) if (at + HEARD_WITHIN_MS <= now) this.#drop(no)
      const [oldest] = this.#batches.values()
      this.#disposing = undefined
      if (oldest !== undefined) this.#disposeIn(Math.min(oldest.at + HEARD_WITHIN_MS - now, HEARD_WITHIN_MS))
    }, ms)
  }

  #drop(firstNo: number): void {
    this.#batches.get(firstNo)?.recall[Symbol.dispose]()
    this.#batches.delete(firstNo)
  }
}

/** Recalls every spare lease. @returns when no call can begin any more on what was decided before now */
export async function outliveSpares(router: Router, trace: Trace, now: number): Promise<void> {
  await Promise.all(
    [...batchesOut(router, now)].map(async ([firstNo, at]) => {
      await recallBatch(router, trace, firstNo)
      if (!router.recalls.isEnded(firstNo)) await pause(timeLeft(at))
    }),
  )
}

/** Whether a call that is refused would find room if spare leases, of which will be heard soon, gave it back. */
export function holdRoom(router: Router, scope: Scope, ask: Amounts, now: number): boolean {
  const { running, limits, recalls } = router
  const open = running
    .all()
    .filter(({ at, spareOf }) => spareOf !== null && now < at + HEARD_WITHIN_MS && !recalls.isEnded(spareOf))
  return (
    open.length > 0 &&
    limits.wouldHaveRoom(
      scope,
      ask,
      open.map(({ no }) => no),
      now,
    )
  )
}

/** Recalls every spare lease. @returns when some may have been heard of */
export async function hearOfSpares(router: Router, trace: Trace, now: number): Promise<void> {
  for (const firstNo of batchesOut(router, now).keys()) void recallBatch(router, trace, firstNo)
  await pause(MOMENT_MS)
}

/** Each is recalled once. @returns when it has ended, or nobody has said so in its time */
async function recallBatch(router: Router, trace: Trace, firstNo: number): Promise<void> {
  const batch = router.recalls.find(firstNo)
  if (batch === undefined) return
  batch.ending ??= end(router, trace, firstNo, batch)
  await batch.ending
}

async function end(router: Router, trace: Trace, firstNo: number, batch: Batch): Promise<void> {
  try {
    const begun = await withDeadline(timeLeft(batch.at), () => batch.recall())
    const left = router.running
      .all()
      .filter(({ no, spareOf }) => spareOf === firstNo && no >= firstNo + begun)
    giveBack(
      router,
      left.map(({ id }) => id),
    )
    batch.isEnded = true
  } catch (thrown) {
    log('warn', 'spare leases were not recalled', trace, { reason: reasonOf(thrown) })
  }
}

/** @returns for how many ms spare leases that came then may be begun, also where the clock was set back */
function timeLeft(at: number): number {
  return Math.min(at + SPARE_LEASE_MS - Date.now(), SPARE_LEASE_MS)
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => void setTimeout(resolve, ms))
}

/** @returns those of which calls may begin: when they were leased, in Unix milliseconds, by the number of the first */
function batchesOut({ running, recalls }: Router, now: number): Map<number, number> {
  const out = new Map<number, number>()
  for (const { at, spareOf } of running.all()) {
    if (spareOf !== null && now < at + SPARE_LEASE_MS && !recalls.isEnded(spareOf)) out.set(spareOf, at)
  }
  return out
}
