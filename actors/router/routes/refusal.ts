import type { LeaseErrorCode } from '@switchboard/shared-types/contracts/lease'
import type { Failure } from '@switchboard/shared-types/result'
import { isReady } from '../providers/known-provider.ts'
import type { KnownProvider } from '../providers/known-provider.ts'
import type { PlanRequest } from './plan-request.ts'
import type { ResolvedCandidate } from './resolve.ts'

type Refusal = Failure<LeaseErrorCode>

const HOW_TO_ADD = 'Add one in Models > Providers: choose a provider and paste its key.'

/**
 * Why a call can not be made, and what its person can do about it.
 * @param what leads to the candidates: a route, or the model's name
 * @returns null where one of the candidates can be used
 */
export function refusalOf(
  { traits, protocol, now }: PlanRequest,
  providers: readonly KnownProvider[],
  candidates: readonly ResolvedCandidate[],
  what: string,
): Refusal | null {
  const obstacles = candidates.flatMap(({ obstacle, provider }) =>
    obstacle ? [{ ...obstacle, provider }] : [],
  )
  if (obstacles.length < candidates.length) return null
  const waits = obstacles.flatMap(({ until }) => (until === null ? [] : [until]))
  if (waits.length > 0) return restsFor(Math.min(...waits) - now, what, obstacles)
  const keyless = obstacles.find(({ kind }) => kind === 'no-key')
  if (keyless !== undefined) {
    return {
      code: 'call.no_provider',
      message: `${what} leads to ${keyless.provider.slug}, which has no key. Add it in Models > Providers.`,
    }
  }
  const refused = obstacles.find(({ kind }) => kind === 'refused')
  if (refused !== undefined) {
    return {
      code: 'call.no_provider',
      message: `${refused.provider.slug} can not be asked. ${refused.why} Test or replace it in Models > Providers.`,
    }
  }
  if (!providers.some(isReady)) {
    return {
      code: 'call.no_provider',
      message: `No model provider is switched on and has its key. ${HOW_TO_ADD}`,
    }
  }
  return { code: 'call.no_route', message: deadEnd(traits.model, protocol, obstacles, what) }
}

function restsFor(waitMs: number, what: string, obstacles: readonly { why: string }[]): Refusal {
  const retryAfter = Math.max(1, Math.ceil(waitMs / 1_000))
  const why = obstacles.find(({ why: reason }) => reason.startsWith('It rests'))?.why ?? ''
  return {
    code: 'call.unavailable',
    message: `Every provider that ${what} leads to rests; try again in ${retryAfter} s. ${why}`.trim(),
    details: { retryAfter },
  }
}

function deadEnd(
  model: string,
  protocol: PlanRequest['protocol'],
  obstacles: readonly { kind: string; why: string; provider: KnownProvider }[],
  what: string,
): string {
  if (obstacles.length > 0) {
    const reasons = obstacles.map(({ provider, why }) => `${provider.slug}: ${why}`)
    return `${what} leads nowhere. ${[...new Set(reasons)].join(' ')}`
  }
  const standIn =
    protocol === 'openai-embeddings' ? '' : ', give a provider a default model in Models > Providers,'
  return `No provider serves the model ${model}. Write it as provider/model${standIn} or add a route for it.`
}
