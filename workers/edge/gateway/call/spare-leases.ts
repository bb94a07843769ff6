import { SPARE_LEASE_MS } from '@switchboard/shared-types/contracts/lease'
import type { Lease, SpareLeases as Spare } from '@switchboard/shared-types/contracts/lease'
import type { CallId, RouterId } from '@switchboard/shared-types/ids'
import type { Asked } from './router-port.ts'

/** As many calls are expected in it as came in the one before, or as would come if they went on as they began. */
const WINDOW_MS = SPARE_LEASE_MS
/** Calls that come together say nothing of those that come after them. */
const BEGINNING_MS = 500
/** With fewer than three a second each asks for itself: what is leased in advance would be left. */
const LEAST = (3 * WINDOW_MS) / 1_000
/** Whose calls are remembered, and of how many kinds; more agents than that at once ask for each call. */
const MOST_TOKENS = 1_000
const MOST_KINDS = 16
/** Nobody has said yet that a call's token is good: what is longer is no model's name, and is not remembered. */
const LONGEST_MODEL = 200
/** Whoever asks for leases and has not heard in that time has ended without a word. */
const ASKING_MS = 1_000
/**
 * The next batch is asked for with so much left of the last one, or with one lease and what begins in so long a time
 * where that is less, so that the rest lasts until it is there.
 */
const LOW = 0.25
const AHEAD_MS = 30

/** What was asked for in advance, on its way or here. */
export interface Advance {
  /** Unix milliseconds. */
  readonly askedAt: number
  /** How many of the leases were begun. */
  begun: number
  /** Whether the router wants no more of them to be begun, and to be told at once of the calls that were. */
  isRecalled: boolean
}

/** Leases that came together. */
export interface Batch {
  readonly lease: Lease
  readonly spare: Spare
  readonly advance: Advance
  /** Unix milliseconds. */
  readonly until: number
  /** Whether the router has heard of what was left. */
  isBack: boolean
}

/** Calls that the router decides alike: of the same token, protocol and traits, but for the size of their input. */
interface Kind {
  readonly router: RouterId
  /** One of them. */
  readonly example: Pick<Asked, 'protocol' | 'traits'>
  /** The oldest first. */
  batches: Batch[]
  /** Whose time is over, with something left that the next lease may take back. */
  ended: Batch[]
  /** When somebody asked for more of them, in Unix milliseconds; null when the answer is there. */
  askedAt: number | null
  windowAt: number
  count: number
  previous: number
}

/** What a call has: a lease that was given in advance, or how many more of its kind to ask for. */
export type Taken =
  | { readonly lease: Lease; readonly advance: Advance }
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
  /** By the hash of the token. */
  readonly #kinds = new Map<string, Kind[]>()

  /** @returns a lease to begin the call with; without one, what to ask for: who asks says what came of it */
  take(router: RouterId, request: Asked, now: number): Taken {
    if (request.traits.model.length > LONGEST_MODEL) return { lease: null, expected: 0, ended: [] }
    const kind = this.#kindOf(router, request)
    const expected = arrive(kind, now)
    const isAsked = kind.askedAt !== null && now < kind.askedAt + ASKING_MS
    dropWhere(kind, (batch) => hasEnded(batch, now))
    const maySpare = !isAsked && expected > 0
    const taken = maySpare && isLow(kind, expected) ? null : begin(kind, request)
    if (taken !== null) return taken
    if (maySpare) kind.askedAt = now
    const { ended } = kind
    kind.ended = []
    return { lease: null, expected: maySpare ? expected : 0, ended }
  }

  /**
   * Says what came of asking.
   * @param lease null where there is none
   * @returns what is to be ended when its time is over; null where nothing came with the lease
   */
  give(router: RouterId, request: Asked, lease: Lease | null, advance: Advance): Batch | null {
    const kind = this.#kindOf(router, request)
    kind.askedAt = null
    const spare = lease?.spare ?? null
    if (lease === null || spare === null) return null
    const batch = { lease, spare, advance, until: advance.askedAt + spare.forMs, isBack: false }
    kind.batches.push(batch)
    return batch
  }

  /** Ends what came with a lease. @returns what has to be given back */
  end(router: RouterId, request: Asked, batch: Batch): readonly CallId[] {
    const kind = this.#kindOf(router, request)
    kind.batches = kind.batches.filter((each) => each !== batch)
    kind.ended = kind.ended.filter((each) => each !== batch)
    return batch.isBack ? [] : leftOf(batch)
  }

  /** A call of that router went wrong: those that follow are decided anew. */
  distrust(router: RouterId): void {
    for (const kinds of this.#kinds.values()) {
      for (const kind of kinds) if (kind.router === router) dropWhere(kind, () => true)
    }
  }

  #kindOf(router: RouterId, request: Asked): Kind {
    const { tokenHash, protocol, traits } = request
    const kinds = this.#kindsOf(tokenHash)
    const known = kinds.find((kind) => kind.router === router && isAlike(kind.example, request))
    if (known !== undefined) return known
    const example = { protocol, traits }
    const started = { askedAt: null, windowAt: -Infinity, count: 0, previous: 0 }
    const kind: Kind = { router, example, batches: [], ended: [], ...started }
    if (kinds.length >= MOST_KINDS) kinds.shift()
    kinds.push(kind)
    return kind
  }

  #kindsOf(tokenHash: string): Kind[] {
    const known = this.#kinds.get(tokenHash)
    if (known !== undefined) return known
    const [oldest] = this.#kinds.keys()
    if (this.#kinds.size >= MOST_TOKENS && oldest !== undefined) this.#kinds.delete(oldest)
    const kinds: Kind[] = []
    this.#kinds.set(tokenHash, kinds)
    return kinds
  }
}

function isAlike({ protocol, traits }: Kind['example'], other: Kind['example']): boolean {
  return (
    protocol === other.protocol &&
    traits.model === other.traits.model &&
    traits.stream === other.traits.stream &&
    traits.maxOutputTokens === other.traits.maxOutputTokens &&
    traits.thinking === other.traits.thinking &&
    traits.images > 0 === other.traits.images > 0 &&
    traits.tools > 0 === other.traits.tools > 0
  )
}

/** @returns how many are expected to come within a window from now; 0 where they are few */
function arrive(kind: Kind, now: number): number {
  const passed = now - kind.windowAt
  if (passed >= WINDOW_MS) {
    kind.previous = passed < 2 * WINDOW_MS ? kind.count : 0
    kind.count = 0
    kind.windowAt = now
  }
  const { count, previous } = kind
  kind.count += 1
  const beginning = Math.max(now - kind.windowAt, BEGINNING_MS)
  const expected = Math.max(previous, count < LEAST ? 0 : Math.floor((count * WINDOW_MS) / beginning))
  return expected < LEAST ? 0 : expected
}

/** @returns null where there is none for a call of that size */
function begin(kind: Kind, { traits }: Asked): Extract<Taken, { advance: Advance }> | null {
  const size = traits.estimatedInputTokens
  const batch = kind.batches.find(({ spare }) => spare.minInputTokens <= size && size <= spare.maxInputTokens)
  const callId = batch?.spare.callIds[batch.advance.begun]
  if (batch === undefined || callId === undefined) return null
  const { lease, advance } = batch
  advance.begun += 1
  return { lease: { ...lease, callId, spare: null }, advance }
}

/** Those of which something is left are kept for the next lease to take back. */
function dropWhere(kind: Kind, isOver: (batch: Batch) => boolean): void {
  if (!kind.batches.some(isOver)) return
  kind.ended.push(...kind.batches.filter((batch) => isOver(batch) && leftOf(batch).length > 0))
  kind.batches = kind.batches.filter((batch) => !isOver(batch))
}

function hasEnded({ spare, advance, until }: Batch, now: number): boolean {
  return advance.isRecalled || advance.begun === spare.callIds.length || until <= now
}

/** @returns what nobody began, which nobody will where its time is over */
export function leftOf({ spare, advance }: Batch): readonly CallId[] {
  return spare.callIds.slice(advance.begun)
}

function isLow({ batches }: Kind, expected: number): boolean {
  const last = batches.at(-1)
  const left = batches.reduce((sum, { spare, advance }) => sum + spare.callIds.length - advance.begun, 0)
  const soon = 1 + (expected * AHEAD_MS) / WINDOW_MS
  return last !== undefined && left <= Math.min(last.spare.callIds.length * LOW, soon)
}
