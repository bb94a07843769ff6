import type { RunningCall } from '@switchboard/shared-types/api/router/calls'
import type { CallId, TokenId } from '@switchboard/shared-types/ids'
import { callNo } from './call-id.ts'
import type { CallTable } from './call-table.ts'
import type { OpenCall } from './open-call.ts'
import { toOpenCall } from './rows.ts'
import type { SpareTable } from './spare-table.ts'

interface Held {
  readonly calls: Map<number, OpenCall>
  /** How many there are of those that were leased in advance together, by the first of them. */
  readonly spares: Map<number, number>
  head: number
}

/**
 * The calls that run or may, because their lease was given in advance, in memory: read from the ledger when the actor
 * starts, and kept there by every lease.
 */
export class RunningCalls {
  readonly #table: CallTable
  readonly #spares: SpareTable
  #held: Held | undefined

  constructor(table: CallTable, spares: SpareTable) {
    this.#table = table
    this.#spares = spares
  }

  /** Takes the next number of the ledger. One that is never written leaves a gap. */
  nextNo(): number {
    const held = this.#read()
    held.head += 1
    return held.head
  }

  add(call: OpenCall): void {
    const { calls, spares } = this.#read()
    calls.set(call.no, call)
    if (call.spareOf !== null) spares.set(call.spareOf, (spares.get(call.spareOf) ?? 0) + 1)
  }

  find(id: CallId): OpenCall | undefined {
    const call = this.#read().calls.get(callNo(id))
    return call?.id === id ? call : undefined
  }

  /** Puts what is known now of a call in the place of what was. */
  replace(call: OpenCall): void {
    const { calls } = this.#read()
    this.#leave(calls.get(call.no))
    calls.set(call.no, call)
  }

  remove(no: number): void {
    const { calls } = this.#read()
    this.#leave(calls.get(no))
    calls.delete(no)
  }

  /** Oldest first. */
  all(): OpenCall[] {
    return [...this.#read().calls.values()]
  }

  /** How many of those that were leased in advance together nobody has told of. */
  sparesWith(firstNo: number): number {
    return this.#read().spares.get(firstNo) ?? 0
  }

  get size(): number {
    return this.#read().calls.size
  }

  /** Every call below this number is settled. */
  settledBefore(): number {
    const { calls, head } = this.#read()
    const [oldest] = calls.keys()
    return oldest ?? head + 1
  }

  forget(): void {
    this.#held = undefined
  }

  #read(): Held {
    this.#held ??= this.#load()
    return this.#held
  }

  #load(): Held {
    const spares = this.#spares.all()
    const calls = [...this.#table.running().map(toOpenCall), ...spares].toSorted((a, b) => a.no - b.no)
    return {
      calls: new Map(calls.map((call) => [call.no, call])),
      spares: new Map(
        [...Map.groupBy(spares, ({ spareOf }) => spareOf ?? 0)].map(([first, { length }]) => [first, length]),
      ),
      // The newest rows may be gone, given back or tidied away: a number below the mark would never be found again.
      head: Math.max(this.#table.head(), this.#table.settledBefore() - 1, ...spares.map(({ no }) => no)),
    }
  }

  #leave(call: OpenCall | undefined): void {
    if (call === undefined || call.spareOf === null) return
    const { spares } = this.#read()
    const left = (spares.get(call.spareOf) ?? 0) - 1
    if (left > 0) spares.set(call.spareOf, left)
    else spares.delete(call.spareOf)
  }
}

/** What the live view shows of a call. */
export function toRunningCall(call: OpenCall, nameOf: (token: TokenId) => string): RunningCall {
  return {
    id: call.id,
    at: new Date(call.at).toISOString(),
    token: { id: call.tokenId, name: nameOf(call.tokenId) },
    model: call.model,
    provider: call.planned[0]?.provider ?? null,
    session: call.session,
    agent: call.agent,
    estimatedInputTokens: call.estimate.inputTokens,
  }
}
