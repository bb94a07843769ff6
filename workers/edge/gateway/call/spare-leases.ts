import type { Lease, SpareLeases as Spare } from '@switchboard/shared-types/contracts/lease'
import type { CallId, RouterId } from '@switchboard/shared-types/ids'
import type { Asked } from './router-port.ts'

/** Calls that come within it are at once. */
const WINDOW_MS = 500
/** Kinds of calls that are remembered; more agents than that at once ask for each call. */
const MOST_KINDS = 1_000
/** Whoever asks for leases and has not heard in that time has ended without a word. */
const ASKING_MS = 1_000
/** With so much of a batch left the next one is asked for, so that the rest lasts until it is there. */
const LOW = 0.25

/** Leases that came together. */
export interface Batch {
  readonly lease: Lease
  readonly spare: Spare
  /** Unix milliseconds. */
  readonly until: number
  /** How many were begun. */
  begun: number
  /** Whether the router has heard of what was left. */
  isBack: boolean
}

/** Calls that the router decides alike: of the same token, protocol and traits, but for the size of their input. */
interface Kind {
  readonly router: RouterId
  /** The oldest first. */
  batches: Batch[]
  /** When somebody asked for more of them, in Unix milliseconds; null when the answer is there. */
  askedAt: number | null
  windowAt: number
  count: number
  previous: number
}

/** What a call has: a lease that was given in advance, or how many more of its kind to ask for. */
export type Taken =
  | { readonly lease: Lease }
  | {
      readonly lease: null
      readonly expected: number
      /** Whose time is over: what is left of them may be given back on the way. */
      readonly ended: readonly Batch[]
    }

/**
 * The leases that routers have given this isolate in advance. Under traffic most calls find one here and ask nobody
 * (ADR 0025). Requests share data here, and no promise (ADR 0024).
 */
export class SpareLeases {
  readonly #kinds = new Map<string, Kind>()

  /** @returns a lease to begin the call with; without one, what to ask for: who asks says what came of it */
  take(router: RouterId, request: Asked, now: number): Taken {
    const kind = this.#kindOf(router, request)
    const expected = arrive(kind, now)
    const isAsked = kind.askedAt !== null && now < kind.askedAt + ASKING_MS
    const ended = dropEnded(kind, now)
    const lease = begin(kind, request, isAsked)
    if (lease !== null) return { lease }
    if (!isAsked && expected > 0) kind.askedAt = now
    return { lease: null, expected: isAsked ? 0 : expected, ended }
  }

  /**
   * Says what came of asking.
   * @param lease null where there is none
   * @returns what is to be ended when its time is over; null where nothing came with the lease
   */
  give(router: RouterId, request: Asked, lease: Lease | null, askedAt: number): Batch | null {
    const kind = this.#kindOf(router, request)
    kind.askedAt = null
    const spare = lease?.spare ?? null
    if (lease === null || spare === null) return null
    const batch = { lease, spare, until: askedAt + spare.forMs, begun: 0, isBack: false }
    kind.batches.push(batch)
    return batch
  }

  /** Ends what came with a lease. @returns what has to be given back */
  end(router: RouterId, request: Asked, batch: Batch): readonly CallId[] {
    const kind = this.#kindOf(router, request)
    kind.batches = kind.batches.filter((each) => each !== batch)
    return batch.isBack ? [] : leftOf(batch)
  }

  /** A call of that router went wrong: those that follow are decided anew. */
  distrust(router: RouterId): void {
    for (const kind of this.#kinds.values()) if (kind.router === router) kind.batches = []
  }

  #kindOf(router: RouterId, request: Asked): Kind {
    const name = nameOf(router, request)
    const known = this.#kinds.get(name)
    if (known !== undefined) return known
    const kind: Kind = { router, batches: [], askedAt: null, windowAt: 0, count: 0, previous: 0 }
    const [oldest] = this.#kinds.keys()
    if (this.#kinds.size >= MOST_KINDS && oldest !== undefined) this.#kinds.delete(oldest)
    this.#kinds.set(name, kind)
    return kind
  }
}

function nameOf(router: RouterId, { tokenHash, protocol, traits }: Asked): string {
  const { model, stream, maxOutputTokens, thinking, images, tools } = traits
  const flags = Number(stream) + 2 * Number(thinking) + 4 * Number(images > 0) + 8 * Number(tools > 0)
  return `${router} ${tokenHash} ${protocol} ${flags} ${maxOutputTokens} ${model}`
}

/** @returns how many came in the last window, this one not among them */
function arrive(kind: Kind, now: number): number {
  const passed = now - kind.windowAt
  if (passed >= WINDOW_MS) {
    kind.previous = passed < 2 * WINDOW_MS ? kind.count : 0
    kind.count = 0
    kind.windowAt = now
  }
  const expected = Math.max(kind.previous, kind.count)
  kind.count += 1
  return expected
}

/** @returns null where the call has to ask: for itself, or for those that come after it */
function begin(kind: Kind, { traits }: Asked, isAsked: boolean): Lease | null {
  const size = traits.estimatedInputTokens
  const batch = kind.batches.find(({ spare }) => spare.minInputTokens <= size && size <= spare.maxInputTokens)
  const callId = batch?.spare.callIds[batch.begun]
  if (batch === undefined || callId === undefined || (!isAsked && isLow(kind))) return null
  batch.begun += 1
  return { ...batch.lease, callId, spare: null }
}

/** Takes those out that are used up or whose time is over. @returns those of which something is left */
function dropEnded(kind: Kind, now: number): Batch[] {
  const isOpen = ({ spare, begun, until }: Batch): boolean => begun < spare.callIds.length && now < until
  if (kind.batches.every(isOpen)) return []
  const ended = kind.batches.filter((batch) => !isOpen(batch))
  kind.batches = kind.batches.filter(isOpen)
  return ended.filter((batch) => leftOf(batch).length > 0)
}

/** @returns what nobody began, which nobody will where its time is over */
export function leftOf({ spare, begun }: Batch): readonly CallId[] {
  return spare.callIds.slice(begun)
}

function isLow({ batches }: Kind): boolean {
  const last = batches.at(-1)
  const left = batches.reduce((sum, { spare, begun }) => sum + spare.callIds.length - begun, 0)
  return last !== undefined && left <= last.spare.callIds.length * LOW
}
