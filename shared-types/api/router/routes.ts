import * as z from 'zod'
import { RouteId, TokenId } from '../../ids.ts'
import { ProviderSlug } from './providers.ts'
import { Protocol } from './protocol.ts'

/** `*` stands for any run of characters, `?` for one. */
const ModelGlob = z.string().trim().min(1).max(200)

/** What of a call a route asks for; what is not named does not matter. */
export const RouteConditions = z
  .object({
    minInputTokens: z.number().int().min(1),
    maxInputTokens: z.number().int().min(1),
    thinking: z.boolean(),
    images: z.boolean(),
    tools: z.boolean(),
    tokens: z.array(TokenId).min(1).max(50),
    protocols: z.array(Protocol).min(1),
    /** Hours of the day in that zone, the end not included; from 22 until 6 spans midnight. */
    hours: z.object({
      from: z.number().int().min(0).max(23),
      until: z.number().int().min(0).max(24),
      timeZone: z.string().max(60),
    }),
  })
  .partial()
export type RouteConditions = z.infer<typeof RouteConditions>

/** What walks a value by recursion, as schemas and RPC do, must not run out of stack. */
const MAX_NESTING = 32

function nestsAtMost(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every((part) => nestsAtMost(part, levels - 1))
}

/** Any JSON. Its type says only the outermost level: the types of RPC cannot unfold one that contains itself. */
type FieldValue = string | number | boolean | null | object
const FieldValue: z.ZodType<FieldValue, FieldValue> = z
  .custom<FieldValue>((value) => nestsAtMost(value, MAX_NESTING), `nested deeper than ${MAX_NESTING} levels`)
  .pipe(z.json())

/** Top-level fields of the request's body that the target sets, in the client's protocol; null takes a field away. */
const Overrides = z.record(z.string().min(1).max(60), FieldValue)

export const RouteTarget = z.object({
  provider: ProviderSlug,
  /** Null: the name that the client asked for. */
  model: z.string().trim().min(1).max(200).nullable(),
  /** Of the calls that come to its tier. */
  weight: z.number().int().min(1).max(100).default(1),
  /** Targets of one tier share by weight; the next tier is tried when a tier has failed. */
  tier: z.number().int().min(1).max(9).default(1),
  overrides: Overrides.default({}),
  /** Until the first byte of an answer, in seconds. */
  timeoutSeconds: z.number().int().min(1).max(1_200).default(600),
})
export type RouteTarget = z.infer<typeof RouteTarget>

export const RouteDraft = z.object({
  /** Given for a route that exists and keeps its id. */
  id: RouteId.optional(),
  name: z.string().trim().min(1).max(60),
  enabled: z.boolean().default(true),
  /** Any of these. */
  models: z.array(ModelGlob).min(1).max(50),
  conditions: RouteConditions.default({}),
  targets: z.array(RouteTarget).min(1).max(20),
  /** How long an answer to the very same request is given again, in seconds; null: never. */
  cacheSeconds: z.number().int().min(1).max(2_592_000).nullable().default(null),
})
export type RouteDraft = z.infer<typeof RouteDraft>

export const ModelRoute = RouteDraft.extend({ id: RouteId })
export type ModelRoute = z.infer<typeof ModelRoute>

/** The whole list, in the order in which routes are tried: the first that fits decides. */
export const SetRoutes = z.object({ routes: z.array(RouteDraft).max(100) })
export type SetRoutes = z.infer<typeof SetRoutes>

/** What routes, limits and budgets ask about a call. */
export const RequestTraits = z.object({
  model: z.string().min(1).max(200),
  stream: z.boolean(),
  /** By the body's bytes, never counted. */
  estimatedInputTokens: z.number().int().min(0),
  /** What the client allows the answer at most; null where it sets no bound. */
  maxOutputTokens: z.number().int().min(0).nullable(),
  thinking: z.boolean(),
  images: z.number().int().min(0),
  tools: z.number().int().min(0),
})
export type RequestTraits = z.infer<typeof RequestTraits>

export const DryRunRequest = RequestTraits.partial()
  .required({ model: true })
  .extend({
    protocol: Protocol.default('anthropic-messages'),
    token: TokenId.optional(),
    at: z.iso.datetime().optional(),
  })
export type DryRunRequest = z.infer<typeof DryRunRequest>

/** What would happen to a request, and why. */
export const DryRun = z.object({
  route: z.object({ id: RouteId.nullable(), name: z.string() }).nullable(),
  /** Each route that was looked at, in order, with the first reason that it did not fit. */
  considered: z.array(z.object({ name: z.string(), fits: z.boolean(), why: z.string() })),
  targets: z.array(
    z.object({
      provider: z.string(),
      model: z.string(),
      protocol: Protocol.nullable(),
      translated: z.boolean(),
      usable: z.boolean(),
      why: z.string(),
      estimatedCostUsd: z.number().nullable(),
    }),
  ),
  /** Why the call would be refused; null: it would be made. */
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
})
export type DryRun = z.infer<typeof DryRun>
