import type { RunningCall } from '@switchboard/shared-types/api/router/calls'
import type { CallId, TokenId } from '@switchboard/shared-types/ids'
import { callNo } from './call-id.ts'
import type { CallTable } from './call-table.ts'
import type { OpenCall } from './open-call.ts'
import { toOpenCall } from './rows.ts'

interface Held {
  readonly calls: Map<number, OpenCall>
  head: number
}

/** The calls that run, in memory: read from the ledger when the actor starts, and kept there by every lease. */
export class RunningCalls {
  readonly #table: CallTable
  #held: Held | undefined

  constructor(table: CallTable) {
    this.#table = table
  }

  /** Takes the next number of the ledger. One that is never written leaves a gap. */
  nextNo(): number {
    const held = this.#read()
    held.head += 1
    return held.head
  }

  add(call: OpenCall): void {
    this.#read().calls.set(call.no, call)
  }

  find(id: CallId): OpenCall | undefined {
    const call = this.#read().calls.get(callNo(id))
    return call?.id === id ? call : undefined
  }

  extend(call: OpenCall, deadline: number): void {
    this.add({ ...call, deadline })
  }

  remove(no: number): void {
    this.#read().calls.delete(no)
  }

  /** Oldest first. */
  all(): OpenCall[] {
    return [...this.#read().calls.values()]
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
    this.#held ??= {
      calls: new Map(this.#table.running().map((row) => [row.no, toOpenCall(row)])),
      head: this.#table.head(),
    }
    return this.#held
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
