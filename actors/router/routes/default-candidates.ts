import type { Protocol } from '@switchboard/shared-types/api/router/protocol'
import { vendorKindsOf } from '../providers/kinds.ts'
import { isReady } from '../providers/known-provider.ts'
import type { KnownProvider } from '../providers/known-provider.ts'
import type { Candidate } from './candidate.ts'

interface Defaults {
  readonly candidates: readonly Candidate[]
  readonly why: string
}

const TIMEOUT_MS = 600_000
/** As whole words: "gemini" is no mini. */
const SMALL = /(^|[-_./ ])(haiku|mini|nano|flash|small)([-_.:/ ]|$)/i

/** Where a call goes that no route of the person's fits. No candidates: nothing serves that model. */
export function defaultCandidates(
  model: string,
  protocol: Protocol,
  providers: readonly KnownProvider[],
): Defaults {
  const addressed = byAddress(model, providers)
  if (addressed !== null) return addressed
  const serving = byName(model, providers)
  if (serving.candidates.some(({ provider }) => isReady(provider))) return serving
  const stand = byDefaultModel(model, protocol, providers)
  return stand ?? serving
}

/** `slug/model` */
function byAddress(model: string, providers: readonly KnownProvider[]): Defaults | null {
  const slash = model.indexOf('/')
  const provider = providers.find(({ slug }) => slug === model.slice(0, Math.max(slash, 0)))
  if (provider === undefined || slash === model.length - 1) return null
  const why = `The model's name says ${provider.slug}.`
  return { why, candidates: [candidate(provider, model.slice(slash + 1), why)] }
}

/**
 * Those that list the name, and those whose vendor's it is: all of these where nobody lists it, otherwise the ones whose
 * own list may hold it, since Anthropic lists `claude-opus-4-5-20251101` for `claude-opus-4-5`.
 */
function byName(model: string, providers: readonly KnownProvider[]): Defaults {
  const kinds = vendorKindsOf(model)
  const isListed = providers.some(({ enabled, models }) => enabled && models.has(model))
  const candidates = providers.flatMap((provider) => {
    if (!provider.enabled) return []
    if (provider.models.has(model)) return [candidate(provider, model, `${provider.slug} lists this model.`)]
    const isVendor = kinds.includes(provider.kind) && (!isListed || mayHave(provider, model))
    return isVendor ? [candidate(provider, model, `The name is one of ${provider.slug}'s vendor.`)] : []
  })
  const names = candidates.map(({ provider }) => provider.slug)
  return {
    candidates,
    why: `No route fits, and ${names.join(' and ')} ${names.length > 1 ? 'serve' : 'serves'} ${model}.`,
  }
}

function mayHave({ models }: KnownProvider, model: string): boolean {
  return models.size === 0 || [...models].some((name) => name.startsWith(`${model}-20`))
}

/** A model for conversations stands in for no model that embeds. */
function byDefaultModel(
  model: string,
  protocol: Protocol,
  providers: readonly KnownProvider[],
): Defaults | null {
  if (protocol === 'openai-embeddings') return null
  const standIn = SMALL.test(model) ? smallModelOf : ({ defaultModel }: KnownProvider) => defaultModel
  const provider = providers.find((known) => isReady(known) && standIn(known) !== null)
  const name = provider === undefined ? null : standIn(provider)
  if (provider === undefined || name === null) return null
  const why = `No route fits and no provider serves ${model}, so ${provider.slug}'s ${name} stands in for it.`
  return { why, candidates: [candidate(provider, name, why)] }
}

/** The person's choice, or the first small model that the provider lists. */
function smallModelOf({ smallModel, defaultModel, models }: KnownProvider): string | null {
  return smallModel ?? [...models].find((name) => SMALL.test(name)) ?? defaultModel
}

function candidate(provider: KnownProvider, model: string, why: string): Candidate {
  return { provider, model, overrides: {}, timeoutMs: TIMEOUT_MS, why }
}
