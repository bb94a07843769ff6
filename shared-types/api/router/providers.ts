import * as z from 'zod'
import { KeyId, ProviderId } from '../../ids.ts'
import { Protocol } from './protocol.ts'

/** What kind of server it is: it decides the base URL, the protocols and the dialect that are assumed. */
export const ProviderKind = z.enum([
  'anthropic',
  'openai',
  'openrouter',
  'groq',
  'deepseek',
  'mistral',
  'gemini',
  'litellm',
  'cloudflare-gateway',
  'vllm',
  'ollama',
  'llama-cpp',
  'workers-ai',
  'workers-ai-binding',
  'openai-compatible',
  'anthropic-compatible',
])
export type ProviderKind = z.infer<typeof ProviderKind>

/** `untested` until a call or a test has used it; `resting` while its breaker is open or it asked to be left alone. */
export const Health = z.enum(['untested', 'ok', 'resting', 'failing', 'refused'])
export type Health = z.infer<typeof Health>

/** Names a provider in a model's address (`openrouter/qwen3-coder`) and in the ledger. */
export const ProviderSlug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower-case letters, digits and dashes')

export const ProviderKey = z.object({
  id: KeyId,
  label: z.string(),
  /** The last four characters. */
  hint: z.string(),
  health: Health,
  reason: z.string().nullable(),
  restingUntil: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
})
export type ProviderKey = z.infer<typeof ProviderKey>

const BaseUrl = z.url({ protocol: /^https?$/ }).max(500)
const ModelName = z.string().trim().min(1).max(200)

export const Provider = z.object({
  id: ProviderId,
  slug: ProviderSlug,
  name: z.string(),
  kind: ProviderKind,
  /** Ends before `/messages` and `/chat/completions`: `https://api.anthropic.com/v1`. */
  baseUrl: BaseUrl,
  protocols: z.array(Protocol),
  /** What asks for no model that this provider has is sent to this one, so that an agent of another vendor runs. */
  defaultModel: ModelName.nullable(),
  /** The same for the names of small, quick models (haiku, mini, nano, flash). */
  smallModel: ModelName.nullable(),
  enabled: z.boolean(),
  /** Costs nothing per token, as a model on one's own machine. */
  free: z.boolean(),
  health: Health,
  reason: z.string().nullable(),
  keys: z.array(ProviderKey),
  /** As the provider listed them when it was last tested. */
  models: z.array(z.string()),
  modelsAt: z.iso.datetime().nullable(),
})
export type Provider = z.infer<typeof Provider>

const ProviderName = z.string().trim().min(1).max(60)
/** It travels in a header, which can not carry everything. */
const Secret = z
  .string()
  .trim()
  .min(1)
  .max(2_000)
  .regex(/^[\x21-\x7e]+$/, 'a key has no spaces and no letters outside of ASCII')

export const AddProvider = z.object({
  kind: ProviderKind,
  name: ProviderName.optional(),
  slug: ProviderSlug.optional(),
  /** Needed where the kind has no address of its own. */
  baseUrl: BaseUrl.optional(),
  defaultModel: ModelName.nullable().default(null),
  smallModel: ModelName.nullable().default(null),
  free: z.boolean().optional(),
  key: Secret.optional(),
})
export type AddProvider = z.infer<typeof AddProvider>

export const UpdateProvider = z
  .object({
    name: ProviderName,
    baseUrl: BaseUrl,
    defaultModel: ModelName.nullable(),
    smallModel: ModelName.nullable(),
    enabled: z.boolean(),
    free: z.boolean(),
  })
  .partial()
export type UpdateProvider = z.infer<typeof UpdateProvider>

export const AddKey = z.object({ label: z.string().trim().min(1).max(60).default('key'), secret: Secret })
export type AddKey = z.infer<typeof AddKey>

/** With which key; with the provider's first one, if it has any, where none is named. */
export const TestProvider = z.object({ key: KeyId.optional() })
export type TestProvider = z.infer<typeof TestProvider>

/** What a provider said when it was asked for its models. */
export const ProviderTest = z.object({
  ok: z.boolean(),
  status: z.number().int().nullable(),
  message: z.string(),
  ms: z.number().int(),
  models: z.array(z.string()),
})
export type ProviderTest = z.infer<typeof ProviderTest>

/** A model server that answers on this network and is not a provider yet. */
export const FoundServer = z.object({ kind: ProviderKind, baseUrl: z.string(), models: z.array(z.string()) })
export type FoundServer = z.infer<typeof FoundServer>

/** In US dollars per million tokens; null: unknown, which is not nothing. */
export const Price = z.object({
  input: z.number().min(0),
  output: z.number().min(0),
  cacheRead: z.number().min(0).nullable(),
  cacheWrite: z.number().min(0).nullable(),
  cacheWriteLong: z.number().min(0).nullable(),
})
export type Price = z.infer<typeof Price>

/** A model's price: from the data file with its date, or as the person has set it. */
export const ModelPrice = z.object({
  provider: ProviderSlug,
  model: ModelName,
  price: Price.nullable(),
  source: z.enum(['list', 'own', 'free', 'unknown']),
  /** Of the list. */
  date: z.iso.date().nullable(),
})
export type ModelPrice = z.infer<typeof ModelPrice>

export const SetPrice = z.object({ provider: ProviderSlug, model: ModelName, price: Price.nullable() })
export type SetPrice = z.infer<typeof SetPrice>
