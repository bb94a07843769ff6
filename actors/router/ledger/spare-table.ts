import * as z from 'zod'
import { Protocol } from '@switchboard/shared-types/api/router/protocol'
import { RouteId, TokenId } from '@switchboard/shared-types/ids'
import { callId } from './call-id.ts'
import type { CallTable } from './call-table.ts'
import type { OpenCall } from './open-call.ts'
import { Planned } from './rows.ts'

/** As it stands in a row: everything but the number and the id, which each lease has of its own. */
const Kept = z.object({
  at: z.number(),
  requestId: z.string(),
  tokenId: TokenId,
  protocol: Protocol,
  model: z.string(),
  stream: z.boolean(),
  session: z.string().nullable(),
  agent: z.string().nullable(),
  route: z.object({ id: RouteId.nullable(), name: z.string() }),
  why: z.string(),
  planned: Planned,
  estimate: z.object({ inputTokens: z.number(), outputTokens: z.number(), cost: z.number().nullable() }),
  deadline: z.number(),
})

type Row = { firstNo: number; count: number; call: string }

/** The leases that were given in advance: one row for those that were given together. */
export class SpareTable {
  readonly #sql: SqlStorage
  readonly #calls: Pick<CallTable, 'within'>

  constructor(sql: SqlStorage, calls: Pick<CallTable, 'within'>) {
    this.#sql = sql
    this.#calls = calls
  }

  /** Part of the caller's transaction. */
  open(calls: readonly OpenCall[]): void {
    const [first] = calls
    if (first === undefined) return
    const { no, id: _id, spareOf: _spareOf, ...kept } = first
    this.#sql.exec(
      'INSERT INTO spare_leases (first_no, count, call) VALUES (?, ?, ?)',
      no,
      calls.length,
      JSON.stringify(kept),
    )
  }

  /** From this one on they were given back. Part of the caller's transaction. */
  end(firstNo: number, no: number): void {
    this.#sql.exec('UPDATE spare_leases SET count = ? WHERE first_no = ?', no - firstNo, firstNo)
  }

  /** Part of the caller's transaction. */
  remove(firstNo: number): void {
    this.#sql.exec('DELETE FROM spare_leases WHERE first_no = ?', firstNo)
  }

  /** Those of which nothing was heard, oldest first. */
  all(): OpenCall[] {
    const rows = this.#sql.exec<Row>(
      'SELECT first_no AS firstNo, count, call FROM spare_leases ORDER BY first_no',
    )
    return rows.toArray().flatMap(({ firstNo, count, call }) => {
      const kept = Kept.parse(JSON.parse(call))
      const known = this.#calls.within(firstNo, count)
      const numbers = Array.from({ length: count }, (_, n) => firstNo + n)
      const withNo = (no: number): OpenCall => ({ ...kept, no, id: callId(no, kept.at), spareOf: firstNo })
      return numbers.filter((no) => !known.has(no)).map(withNo)
    })
  }
}
