import type { HealthNote } from './notes.ts'

interface KeyNote extends HealthNote {
  readonly hasBeenUsed: boolean
}

/** A provider's health in one word: what its keys allow first, then what is known of its answers. */
export function summarise(
  keys: readonly KeyNote[],
  hasOpenBreaker: boolean,
  lastOutcome: HealthNote | null,
): HealthNote {
  const able = keys.filter(({ health }) => health !== 'refused' && health !== 'resting')
  const [first] = keys
  if (first !== undefined && able.length === 0) {
    const { health, reason } = keys.find((key) => key.health === 'resting') ?? first
    return { health, reason }
  }
  if (hasOpenBreaker) {
    return { health: 'resting', reason: lastOutcome?.reason ?? 'A model failed three times in a row.' }
  }
  if (lastOutcome !== null) return lastOutcome
  return { health: keys.some(({ hasBeenUsed }) => hasBeenUsed) ? 'ok' : 'untested', reason: null }
}
