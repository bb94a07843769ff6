import * as z from 'zod'
import { AttemptOutcome } from '@switchboard/shared-types/api/router/calls'
import type { ModelCall, TokenUsage } from '@switchboard/shared-types/api/router/calls'
import { Price } from '@switchboard/shared-types/api/router/providers'
import { KeyId, ProviderId } from '@switchboard/shared-types/ids'
import type { CallId, TokenId } from '@switchboard/shared-types/ids'
import { callId, callNo } from './call-id.ts'
import type { CallRow, CallTable } from './call-table.ts'
import type { OpenCall } from './open-call.ts'

const NANO = 1_000_000_000

/** A plan as the ledger keeps it until the call is settled. */
export const Planned = z.array(
  z.object({
    providerId: ProviderId,
    keyId: KeyId.nullable(),
    provider: z.string(),
    model: z.string(),
    price: Price.extend({ tiers: z.array(Price.extend({ above: z.number() })) }).nullable(),
  }),
)
const Attempts = z.array(AttemptOutcome)
const Notes = z.array(z.string())

/** @returns undefined where the id names no call of this ledger */
export function rowOf(calls: CallTable, id: CallId): CallRow | undefined {
  const row = calls.find(callNo(id))
  return row !== undefined && idOf(row) === id ? row : undefined
}

/** Reads a call whose plan still stands in its row: one that runs, or that was lost. */
export function toOpenCall(row: CallRow): OpenCall {
  const { no, requestId, tokenId, protocol, model, stream, session, agent, why } = row
  return {
    no,
    requestId,
    tokenId,
    protocol,
    model,
    stream,
    session,
    agent,
    why,
    id: idOf(row),
    at: Date.parse(row.at),
    route: { id: row.routeId, name: row.routeName },
    planned: Planned.parse(JSON.parse(row.attempts)),
    estimate: {
      inputTokens: row.estimatedInput,
      outputTokens: row.estimatedOutput,
      cost: row.estimatedCost,
    },
    deadline: Date.parse(row.deadlineAt),
    spareOf: null,
  }
}

/** What the person sees of a call. */
export function toModelCall(
  row: CallRow,
  nameOf: (token: TokenId) => string,
  hasContent: boolean,
): ModelCall {
  const { requestId, at, protocol, model, provider, providerModel, why, status, httpStatus } = row
  const { stream, exact, ttfbMs, durationMs, session, agent } = row
  const hasPlan = status === 'running' || status === 'lost'
  return {
    requestId,
    at,
    protocol,
    model,
    provider,
    providerModel,
    why,
    status,
    httpStatus,
    stream,
    exact,
    ttfbMs,
    durationMs,
    session,
    agent,
    hasContent,
    id: idOf(row),
    token: { id: row.tokenId, name: nameOf(row.tokenId) },
    route: { id: row.routeId, name: row.routeName },
    attempts: hasPlan ? [] : Attempts.parse(JSON.parse(row.attempts)),
    usage: usageIn(row),
    costUsd: row.cost === null ? null : row.cost / NANO,
    notes: Notes.parse(JSON.parse(row.notes)),
  }
}

function idOf({ no, at }: CallRow): CallId {
  return callId(no, Date.parse(at))
}

function usageIn(row: CallRow): TokenUsage | null {
  if (row.input === null) return null
  return {
    input: row.input,
    output: row.output ?? 0,
    cacheRead: row.cacheRead ?? 0,
    cacheWrite: row.cacheWrite ?? 0,
    cacheWriteLong: row.cacheWriteLong ?? 0,
    reasoning: row.reasoning ?? 0,
  }
}
