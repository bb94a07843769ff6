import type { Recall } from '@switchboard/shared-types/contracts/lease'
import type { CallId } from '@switchboard/shared-types/ids'
import { settlementOf, valueOf } from './house.ts'
import type { House } from './house.ts'

/** What is told of a call with a spare lease. */
export const BEGUN = { requestId: 'req_of_the_spare', session: 'ses', agent: 'spare/1' }

/** What holds spare leases, begins them in order, and ends what it holds when it is recalled. */
export class Isolate {
  readonly begun: CallId[] = []
  recalls = 0
  readonly #house: House
  #left: CallId[] = []
  #ended = 0

  constructor(house: House) {
    this.#house = house
  }

  readonly recall: Recall = async () => {
    this.recalls++
    const { length } = this.begun
    this.#left = []
    await this.tell()
    return length
  }

  /** Those that have ended are told of. */
  async tell(): Promise<void> {
    const { stub, id, trace } = this.#house
    const ended = this.begun.slice(this.#ended)
    this.#ended = this.begun.length
    valueOf(
      await stub.settleAll(
        id,
        trace,
        ended.map((call) => settlementOf(call, { begun: BEGUN })),
      ),
    )
  }

  /** Asks for spare leases. @returns how many came */
  async stock(expected: number, recall: Recall | null = this.recall): Promise<number> {
    const { stub, id, trace } = this.#house
    const request = this.#house.request({}, { expected })
    const { spare } = valueOf(await stub.lease(id, trace, request, [], [], recall))
    this.#left = [...(spare?.callIds ?? [])]
    return this.#left.length
  }

  begin(): CallId | null {
    const call = this.#left.shift() ?? null
    if (call !== null) this.begun.push(call)
    return call
  }
}
