import type { Sealer } from '@switchboard/kernel/seal/seal'
import type { Attempt, LeaseErrorCode } from '@switchboard/shared-types/contracts/lease'
import type { RouterId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { authHeaders, baseUrlFor } from '../providers/kinds.ts'
import type { KnownProvider } from '../providers/known-provider.ts'
import type { PlannedAttempt } from '../routes/planned-attempt.ts'
import type { KeyRow, KeyTable } from './key-table.ts'

interface KeyParts {
  readonly routerId: RouterId
  readonly sealer: Sealer
  readonly keys: KeyTable
}

export interface OpenParts extends KeyParts {
  readonly providers: readonly KnownProvider[]
}

/**
 * Opens the keys of one call. An attempt keeps its index in the plan; one whose key can not be opened is left out, and
 * that key is refused until it is replaced. A key that an older ring key sealed is sealed anew.
 */
export async function openAttempts(
  planned: readonly PlannedAttempt[],
  parts: OpenParts,
): Promise<Result<Attempt[], LeaseErrorCode>> {
  const attempts: Attempt[] = []
  const opened = await Promise.all(planned.map((attempt, index) => openOne(attempt, index, parts)))
  for (const attempt of opened) if (attempt !== null) attempts.push(attempt)
  if (attempts.length > 0) return ok(attempts)
  const slugs = [...new Set(planned.map(({ provider }) => provider))].join(' and ')
  return err(
    'call.no_provider',
    `The key of ${slugs} can not be opened any more. Add it again in Models > Providers.`,
  )
}

async function openOne(planned: PlannedAttempt, index: number, parts: OpenParts): Promise<Attempt | null> {
  const { providerId, keyId, provider, kind, protocol, model, overrides, timeoutMs } = planned
  const known = parts.providers.find(({ id }) => id === providerId)
  if (known === undefined) return null
  const secret = keyId === null ? null : await openKey(parts.keys.find(keyId), parts)
  if (keyId !== null && secret === null) return null
  return {
    index,
    providerId,
    keyId,
    provider,
    kind,
    protocol,
    model,
    overrides,
    timeoutMs,
    baseUrl: baseUrlFor(kind, known.baseUrl, protocol),
    headers: secret === null ? {} : authHeaders(kind, protocol, secret),
  }
}

/**
 * What this isolate has opened, for as long as the row stands in memory as it is: opening takes every call longer than
 * all decisions about it. A key that is replaced, refused, sealed anew or removed is another row, or none.
 */
const openedRows = new WeakMap<KeyRow, string>()

/** @returns null for a key that is gone, or that no key of the ring opens */
export async function openKey(row: KeyRow | undefined, parts: KeyParts): Promise<string | null> {
  if (row === undefined) return null
  const known = openedRows.get(row)
  if (known !== undefined) return known
  const secret = await unseal(row, parts)
  if (secret !== null) openedRows.set(row, secret)
  return secret
}

async function unseal(row: KeyRow, { routerId, sealer, keys }: KeyParts): Promise<string | null> {
  const context = { ownerId: routerId, field: row.id }
  const opened = await sealer.open(row.sealed, context)
  if (!opened.ok) {
    const reason = 'It was sealed with a key that this installation no longer has: add it again.'
    if (keys.find(row.id)?.refused === false) keys.update(row.id, { refused: true, reason })
    return null
  }
  if (sealer.needsRotation(row.sealed)) {
    const sealed = await sealer.seal(opened.value, context)
    if (keys.find(row.id)?.sealed === row.sealed) keys.update(row.id, { sealed })
  }
  return opened.value
}
