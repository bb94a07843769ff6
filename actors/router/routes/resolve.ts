import type { Protocol } from '@switchboard/shared-types/api/router/protocol'
import type { KeyId } from '@switchboard/shared-types/ids'
import type { Usability } from '../health/notes.ts'
import { KINDS } from '../providers/kinds.ts'
import type { Candidate } from './candidate.ts'
import type { PlanParts } from './plan-request.ts'

/** A way out that is not one: why, whether it is by waiting, or what the person would have to do. */
export interface Obstacle {
  readonly kind: 'off' | 'protocol' | 'no-key' | 'refused' | 'rests'
  readonly why: string
  /** Milliseconds since 1970, where it passes by itself. */
  readonly until: number | null
}

export interface ResolvedCandidate extends Candidate {
  /** What the provider is spoken to in; null where it can not do what the client asks. */
  readonly protocol: Protocol | null
  /** The keys to try, in turn; null stands for none where none is needed. */
  readonly keyIds: readonly (KeyId | null)[]
  /** Set where there is no key to try. */
  readonly obstacle: Obstacle | null
}

/** Finds how a candidate would be spoken to, and with which of its keys, or why it can not be used now. */
export function resolve(
  candidate: Candidate,
  asked: Protocol,
  { health }: Pick<PlanParts, 'health'>,
  now: number,
): ResolvedCandidate {
  const { provider, model } = candidate
  const protocol = protocolFor(asked, provider.protocols)
  const blocked = (obstacle: Obstacle): ResolvedCandidate => ({
    ...candidate,
    protocol,
    keyIds: [],
    obstacle,
  })
  if (!provider.enabled) return blocked({ kind: 'off', why: 'It is switched off.', until: null })
  if (protocol === null) {
    return blocked({ kind: 'protocol', why: `${provider.slug} does not speak ${asked}.`, until: null })
  }
  const all: readonly (KeyId | null)[] =
    provider.keyIds.length > 0 ? health.keysInTurn(provider.id).map(({ id }) => id) : [null]
  if (provider.keyIds.length === 0 && KINDS[provider.kind].needsKey) {
    return blocked({ kind: 'no-key', why: `${provider.slug} has no key.`, until: null })
  }
  const judged = all.map((keyId) => ({
    keyId,
    verdict: health.usable({ providerId: provider.id, keyId, model }, now),
  }))
  const keyIds = judged.filter(({ verdict }) => verdict.usable).map(({ keyId }) => keyId)
  if (keyIds.length > 0) return { ...candidate, protocol, keyIds, obstacle: null }
  return blocked(soonest(judged.map(({ verdict }) => verdict)))
}

/** The client's own protocol where it is spoken, since then nothing is translated; embeddings never are. */
function protocolFor(asked: Protocol, spoken: readonly Protocol[]): Protocol | null {
  if (spoken.includes(asked)) return asked
  if (asked === 'openai-embeddings') return null
  return spoken.find((protocol) => protocol !== 'openai-embeddings') ?? null
}

/** Of several keys that can not be used, the one that can be used first. */
function soonest(verdicts: readonly Usability[]): Obstacle {
  const closed = verdicts.filter((verdict) => !verdict.usable)
  const resting = closed
    .filter(({ until }) => until !== null)
    .toSorted((a, b) => (a.until ?? 0) - (b.until ?? 0))[0]
  if (resting !== undefined) return { kind: 'rests', why: `It rests: ${resting.why}.`, until: resting.until }
  return { kind: 'refused', why: `Its key is refused: ${closed[0]?.why ?? 'unknown'}.`, until: null }
}
