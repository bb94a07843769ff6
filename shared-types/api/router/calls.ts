import * as z from 'zod'
import { CallId, RouteId, TokenId } from '../../ids.ts'
import { Protocol } from './protocol.ts'

/**
 * In tokens, each counted once: `input` without what the cache gave or took. Reasoning is part of the output, the
 * long-lived cache writes are part of the cache writes.
 */
export const TokenUsage = z.object({
  input: z.number().int(),
  output: z.number().int(),
  cacheRead: z.number().int(),
  cacheWrite: z.number().int(),
  cacheWriteLong: z.number().int(),
  reasoning: z.number().int(),
})
export type TokenUsage = z.infer<typeof TokenUsage>

/**
 * `cancelled`: the client went away. `cut`: the stream broke after its first byte. `lost`: nobody told how it ended, so
 * it is booked at its estimate.
 */
export const CallStatus = z.enum(['running', 'ok', 'failed', 'cancelled', 'cut', 'lost', 'cached'])
export type CallStatus = z.infer<typeof CallStatus>

/** One provider that was tried, and what came of it. */
export const AttemptOutcome = z.object({
  provider: z.string(),
  model: z.string(),
  /** The provider's HTTP status; null where no answer came. */
  status: z.number().int().nullable(),
  /** Why the next one was tried; null for the attempt whose answer was given. */
  reason: z.string().nullable(),
  ms: z.number().int(),
})
export type AttemptOutcome = z.infer<typeof AttemptOutcome>

export const ModelCall = z.object({
  id: CallId,
  requestId: z.string(),
  at: z.iso.datetime(),
  token: z.object({ id: TokenId, name: z.string() }),
  protocol: Protocol,
  /** As the client asked for it. */
  model: z.string(),
  provider: z.string().nullable(),
  providerModel: z.string().nullable(),
  route: z.object({ id: RouteId.nullable(), name: z.string() }),
  why: z.string(),
  status: CallStatus,
  httpStatus: z.number().int().nullable(),
  attempts: z.array(AttemptOutcome),
  stream: z.boolean(),
  usage: TokenUsage.nullable(),
  /** False where tokens are estimated. */
  exact: z.boolean(),
  /** Null: the price is unknown. */
  costUsd: z.number().nullable(),
  ttfbMs: z.number().int().nullable(),
  durationMs: z.number().int().nullable(),
  /** What a translation changed or dropped. */
  notes: z.array(z.string()),
  session: z.string().nullable(),
  agent: z.string().nullable(),
  hasContent: z.boolean(),
})
export type ModelCall = z.infer<typeof ModelCall>

export const CallQuery = z.object({
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  token: TokenId.optional(),
  model: z.string().max(200).optional(),
  status: CallStatus.optional(),
  /** Calls that began at this time or later, and before that one. */
  from: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
})
export type CallQuery = z.infer<typeof CallQuery>

export const CallPage = z.object({ calls: z.array(ModelCall), nextCursor: z.string().nullable() })
export type CallPage = z.infer<typeof CallPage>

/** The prompt and the answer of a call whose token keeps them. */
export const CallContent = z.object({ request: z.string(), answer: z.string() })
export type CallContent = z.infer<typeof CallContent>

export const UsageQuery = z.object({
  /** Calendar days in UTC, both included; at most 400. */
  from: z.iso.date(),
  until: z.iso.date(),
  by: z.enum(['day', 'model', 'token', 'route']).default('day'),
})
export type UsageQuery = z.infer<typeof UsageQuery>

export const UsageLine = z.object({
  /** The day, or the model's, token's or route's name. */
  key: z.string(),
  calls: z.number().int(),
  failed: z.number().int(),
  usage: TokenUsage,
  costUsd: z.number(),
  /** Calls whose price is unknown: the sum above lacks them. */
  unpriced: z.number().int(),
})
export type UsageLine = z.infer<typeof UsageLine>

export const UsageReport = z.object({ lines: z.array(UsageLine), total: UsageLine })
export type UsageReport = z.infer<typeof UsageReport>

/** A call that runs now. */
export const RunningCall = z.object({
  id: CallId,
  at: z.iso.datetime(),
  token: z.object({ id: TokenId, name: z.string() }),
  model: z.string(),
  provider: z.string().nullable(),
  session: z.string().nullable(),
  agent: z.string().nullable(),
  estimatedInputTokens: z.number().int(),
})
export type RunningCall = z.infer<typeof RunningCall>

/** A frame of the socket that shows what agents do now. `running` comes first and after every change. */
export const RouterFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('running'), v: z.literal(1), calls: z.array(RunningCall) }),
  z.object({ type: z.literal('settled'), v: z.literal(1), call: ModelCall }),
])
export type RouterFrame = z.infer<typeof RouterFrame>
