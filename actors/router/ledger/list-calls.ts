import { eq, gte, lt, or } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { CallPage, CallQuery, ModelCall } from '@switchboard/shared-types/api/router/calls'
import { CallId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Router } from '../router.ts'
import { calls as table } from '../schema.ts'
import { callNo } from './call-id.ts'
import type { CallRow } from './call-table.ts'
import { rowOf, toModelCall } from './rows.ts'

type Ledger = Pick<Router, 'calls' | 'contents' | 'tokens'>

/** Newest first; the cursor is the id of the last call shown, so later calls never shift it. */
export function listCalls(
  ledger: Ledger,
  { cursor, limit, ...query }: CallQuery,
  now: Date,
): Result<CallPage, 'cursor.invalid'> {
  const last = cursor === undefined ? undefined : CallId.safeParse(cursor).data
  if (cursor !== undefined && last === undefined)
    return err('cursor.invalid', 'This cursor is not one of ours.')
  const rows = ledger.calls.list(last && callNo(last), conditions(query), limit + 1)
  const calls = toModelCalls(ledger, rows.slice(0, limit), now)
  return ok({ calls, nextCursor: rows.length > limit ? (calls.at(-1)?.id ?? null) : null })
}

export function findCall(ledger: Ledger, id: CallId, now: Date): Result<ModelCall, 'call.not_found'> {
  const row = rowOf(ledger.calls, id)
  const [call] = row === undefined ? [] : toModelCalls(ledger, [row], now)
  return call === undefined ? err('call.not_found', 'There is no such call.') : ok(call)
}

function toModelCalls({ contents, tokens }: Ledger, rows: readonly CallRow[], now: Date): ModelCall[] {
  const [newest, oldest] = [rows[0]?.no ?? 0, rows.at(-1)?.no ?? 0]
  const kept = contents.among(oldest, newest, now)
  return rows.map((row) => toModelCall(row, (id) => tokens.nameOf(id), kept.has(row.no)))
}

function conditions({
  token,
  model,
  status,
  from,
  until,
}: Omit<CallQuery, 'cursor' | 'limit'>): (SQL | undefined)[] {
  return [
    token && eq(table.tokenId, token),
    model === undefined ? undefined : or(eq(table.model, model), eq(table.providerModel, model)),
    status && eq(table.status, status),
    from === undefined ? undefined : gte(table.at, new Date(from).toISOString()),
    until === undefined ? undefined : lt(table.at, new Date(until).toISOString()),
  ]
}
