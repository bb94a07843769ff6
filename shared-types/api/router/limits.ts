import * as z from 'zod'
import { LimitId, RouteId, TokenId } from '../../ids.ts'

/** Whose calls are counted together. */
export const LimitScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person') }),
  z.object({ kind: z.literal('token'), id: TokenId }),
  z.object({ kind: z.literal('route'), id: RouteId }),
])
export type LimitScope = z.infer<typeof LimitScope>

/**
 * `minute` slides; `day` and `month` are calendar ones in UTC. Requests and tokens take any of the three, money (US
 * dollars) a day or a month, concurrency `at-once`.
 */
const Measure = z.discriminatedUnion('metric', [
  z.object({
    metric: z.literal('requests'),
    period: z.enum(['minute', 'day', 'month']),
    amount: z.number().int().min(1),
  }),
  z.object({
    metric: z.literal('tokens'),
    period: z.enum(['minute', 'day', 'month']),
    amount: z.number().int().min(1),
  }),
  z.object({
    metric: z.literal('money'),
    period: z.enum(['day', 'month']),
    amount: z.number().positive().max(1_000_000),
  }),
  z.object({
    metric: z.literal('concurrency'),
    period: z.literal('at-once'),
    amount: z.number().int().min(1).max(10_000),
  }),
])

/** The share of a day's or a month's amount at which the person is warned once. */
const WarnAt = z.number().min(0.1).max(1).nullable().default(0.8)

export const AddLimit = z.intersection(Measure, z.object({ scope: LimitScope, warnAt: WarnAt }))
export type AddLimit = z.infer<typeof AddLimit>

export const Limit = z.intersection(
  Measure,
  z.object({
    id: LimitId,
    scope: LimitScope,
    warnAt: WarnAt,
    /** What is used of the amount now, what running calls have reserved included. */
    used: z.number(),
    /** When the period begins anew. */
    resetsAt: z.iso.datetime().nullable(),
  }),
)
export type Limit = z.infer<typeof Limit>
