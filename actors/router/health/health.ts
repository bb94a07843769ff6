import { CLOSED, enterBreaker, onFailure, onSuccess } from '@switchboard/kernel/breaker/breaker'
import type { BreakerRule, BreakerState } from '@switchboard/kernel/breaker/breaker'
import type { AttemptReport } from '@switchboard/shared-types/contracts/lease'
import type { KeyId, ProviderId } from '@switchboard/shared-types/ids'
import type { KeyRow, KeyTable } from '../keys/key-table.ts'
import { Breakers } from './breakers.ts'
import type { CallTarget, HealthNote, Usability } from './notes.ts'
import { summarise } from './summarise.ts'

const RULE: BreakerRule = { failures: 3, coolDownMs: 30_000, probeMs: 60_000 }
/** However long a provider asks to be left alone. */
const LONGEST_REST_MS = 3_600_000
const MAX_REASON_LENGTH = 300
/** A key's last use is told to within an hour: rows written are the bill. */
const USE_NOTED_MS = 3_600_000

/**
 * How providers and their keys do. Breakers, turns and the last outcomes are in memory; that a key is refused or rests
 * stands in its row, so that it outlives a sleep.
 */
export class HealthBook {
  readonly #keys: Pick<KeyTable, 'find' | 'of' | 'update'>
  readonly #targets = new Breakers()
  readonly #keyBreakers = new Breakers()
  readonly #turns = new Map<ProviderId, KeyId>()
  readonly #lastOutcomes = new Map<ProviderId, HealthNote>()

  constructor(keys: Pick<KeyTable, 'find' | 'of' | 'update'>) {
    this.#keys = keys
  }

  /** Asks and changes nothing. */
  usable(target: CallTarget, now: number): Usability {
    const row = target.keyId === null ? undefined : this.#keys.find(target.keyId)
    if (row?.refused === true) return { usable: false, why: row.reason ?? 'its key is refused', until: null }
    const rest = row === undefined ? 0 : this.#restOf(row)
    if (now < rest) return { usable: false, why: row?.reason ?? 'its key rests', until: rest }
    const state = this.#targets.get(targetName(target))
    if (state.kind === 'closed' || now >= state.until) return { usable: true }
    const why = state.kind === 'open' ? 'it failed three times in a row' : 'one call is trying it out'
    return { usable: false, why, until: state.until }
  }

  /** Whether nothing speaks against many calls at once: it has not failed of late, and none is trying it out. */
  isSound(target: CallTarget): boolean {
    const state = this.#targets.get(targetName(target))
    return state.kind === 'closed' && state.failures === 0
  }

  /** The provider's keys, beginning with the one whose turn it is. */
  keysInTurn(provider: ProviderId): KeyRow[] {
    const rows = this.#keys.of(provider)
    const last = this.#turns.get(provider)
    const next = rows.findIndex(({ id }) => id === last) + 1
    return [...rows.slice(next), ...rows.slice(0, next)]
  }

  /** Tells that a call begins with this target: the provider's next key is next, a probe is the only one. */
  begin(first: CallTarget, now: number): void {
    if (first.keyId !== null) this.#turns.set(first.providerId, first.keyId)
    const name = targetName(first)
    this.#targets.set(name, enterBreaker(RULE, this.#targets.get(name), now).state)
  }

  /** What became of the attempts of one call, by their index in `planned`. Writes key rows only where they change. */
  report(planned: readonly CallTarget[], reports: readonly AttemptReport[], now: number): void {
    for (const report of reports) {
      const target = planned[report.index]
      if (target !== undefined) this.#reportOne(target, report, now)
    }
  }

  ofProvider(provider: ProviderId, now: number): HealthNote {
    const keys = this.#keys.of(provider)
    return summarise(
      keys.map((row) => Object.assign(this.ofKey(row, now), { hasBeenUsed: row.lastUsedAt !== null })),
      this.#targets.restsUnder(provider, now),
      this.#lastOutcomes.get(provider) ?? null,
    )
  }

  ofKey(row: KeyRow, now: number): HealthNote & { readonly restingUntil: string | null } {
    if (row.refused) return { health: 'refused', reason: row.reason, restingUntil: null }
    const rest = this.#restOf(row)
    if (now < rest) {
      const reason = row.reason ?? 'It failed three times in a row.'
      return { health: 'resting', reason, restingUntil: new Date(rest).toISOString() }
    }
    const health = row.lastUsedAt === null ? 'untested' : 'ok'
    return { health, reason: null, restingUntil: null }
  }

  /** What a test of a provider has shown; with its key, where one was tried. */
  tested(provider: ProviderId, keyId: KeyId | null, outcome: HealthNote, now: number): void {
    if (outcome.health !== 'refused') this.#lastOutcomes.set(provider, outcome)
    if (outcome.health === 'ok') this.#targets.forgetUnder(provider)
    const row = keyId === null ? undefined : this.#keys.find(keyId)
    if (row === undefined) return
    if (outcome.health === 'refused') this.#refuse(row, outcome.reason ?? 'The provider refuses this key.')
    if (outcome.health === 'ok') this.#recover(row, now)
  }

  /** A removed provider leaves nothing behind. */
  forgetProvider(provider: ProviderId): void {
    this.#targets.forgetUnder(provider)
    this.#turns.delete(provider)
    this.#lastOutcomes.delete(provider)
  }

  /** Forgets everything in memory, after an erasure. */
  forget(): void {
    this.#targets.clear()
    this.#keyBreakers.clear()
    this.#turns.clear()
    this.#lastOutcomes.clear()
  }

  #reportOne(target: CallTarget, report: AttemptReport, now: number): void {
    const row = target.keyId === null ? undefined : this.#keys.find(target.keyId)
    const said = report.reason ?? (report.status === null ? 'no answer' : `HTTP ${report.status}`)
    const reason = said.slice(0, MAX_REASON_LENGTH)
    const failure = (state: BreakerState): BreakerState => onFailure(RULE, state, now)
    switch (report.fault) {
      case 'none':
        this.#settleTarget(target, now, onSuccess)
        this.#lastOutcomes.set(target.providerId, { health: 'ok', reason: null })
        if (row !== undefined) this.#recover(row, now)
        return
      case 'provider':
        this.#settleTarget(target, now, failure)
        this.#lastOutcomes.set(target.providerId, { health: 'failing', reason })
        return
      case 'key':
        this.#settleTarget(target, now, row === undefined ? failure : onSuccess)
        if (row !== undefined) this.#refuse(row, reason)
        this.#lastOutcomes.set(target.providerId, { health: 'failing', reason })
        return
      case 'rate-limit':
        if (row === undefined) this.#restTarget(target, report.retryAfterSeconds, now)
        else {
          // The provider is there: a probe of its model has gone well.
          this.#settleTarget(target, now, onSuccess)
          this.#restKey(row, report.retryAfterSeconds, reason, now)
        }
        return
      default:
        report.fault satisfies never
    }
  }

  /** A call that began before the breaker opened and ends after its cool-down counts as the probe. */
  #settleTarget(target: CallTarget, now: number, settle: (state: BreakerState) => BreakerState): void {
    const name = targetName(target)
    const { state } = enterBreaker(RULE, this.#targets.get(name), now)
    this.#targets.set(name, settle(state))
  }

  #restTarget(target: CallTarget, retryAfterSeconds: number | null, now: number): void {
    if (retryAfterSeconds === null) {
      this.#settleTarget(target, now, (state) => onFailure(RULE, state, now))
    } else this.#targets.set(targetName(target), { kind: 'open', until: now + restMs(retryAfterSeconds) })
  }

  /** A refused key has nothing to rest from. */
  #restKey(row: KeyRow, retryAfterSeconds: number | null, reason: string, now: number): void {
    if (row.refused) return
    if (retryAfterSeconds === null) {
      const { state } = enterBreaker(RULE, this.#keyBreakers.get(row.id), now)
      this.#keyBreakers.set(row.id, onFailure(RULE, state, now))
      return
    }
    const until = now + restMs(retryAfterSeconds)
    if (until > Math.max(now, this.#restOf(row))) {
      this.#keys.update(row.id, { reason, restingUntil: new Date(until).toISOString() })
    }
  }

  #refuse(row: KeyRow, reason: string): void {
    if (!row.refused || row.reason !== reason) this.#keys.update(row.id, { refused: true, reason })
  }

  #recover(row: KeyRow, now: number): void {
    this.#keyBreakers.set(row.id, CLOSED)
    const isClear = !row.refused && row.restingUntil === null && row.reason === null
    const isNoted = row.lastUsedAt !== null && now - Date.parse(row.lastUsedAt) < USE_NOTED_MS
    if (isClear && isNoted) return
    const lastUsedAt = new Date(now).toISOString()
    this.#keys.update(row.id, { refused: false, reason: null, restingUntil: null, lastUsedAt })
  }

  #restOf(row: KeyRow): number {
    const asked = row.restingUntil === null ? 0 : Date.parse(row.restingUntil)
    const state = this.#keyBreakers.get(row.id)
    return Math.max(asked, state.kind === 'open' ? state.until : 0)
  }
}

function targetName({ providerId, model }: CallTarget): string {
  return `${providerId} ${model}`
}

function restMs(retryAfterSeconds: number): number {
  return Math.min(Math.max(retryAfterSeconds * 1_000, 0), LONGEST_REST_MS)
}
