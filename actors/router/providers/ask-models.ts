import type { ProviderKind, ProviderTest } from '@switchboard/shared-types/api/router/providers'
import type { OutboundResult } from '@switchboard/kernel/outbound/guarded-fetch'
import { NOT_BOUND, NOT_BOUND_STATUS } from '@switchboard/shared-types/contracts/workers-ai'
import type { HealthNote } from '../health/notes.ts'
import { isBound } from './kinds.ts'
import { modelListRequest, readModelList } from './model-list.ts'
import type { Send } from './outbound.ts'

const TIMEOUT_MS = 10_000

export interface Finding {
  readonly test: ProviderTest
  /** What the answer says about provider and key; null where it says nothing. */
  readonly health: HealthNote | null
}

/** Asks a provider for its models. What it says in refusing is not repeated: it might hold the key. */
export async function askModels(
  send: Send,
  { kind, baseUrl }: { kind: ProviderKind; baseUrl: string },
  secret: string | null,
): Promise<Finding> {
  const begin = Date.now()
  const result = await send(modelListRequest(kind, baseUrl, secret), { timeoutMs: TIMEOUT_MS })
  if (isBound(kind) && result.ok && result.value.status === NOT_BOUND_STATUS) {
    return failed(NOT_BOUND_STATUS, Date.now() - begin, NOT_BOUND)
  }
  return judge(result, Date.now() - begin, secret !== null)
}

function judge(result: OutboundResult, ms: number, hasKey: boolean): Finding {
  if (!result.ok) return failed(null, ms, result.error.message)
  const { status, body } = result.value
  if (status === 401 || status === 403) return refused(status, ms, hasKey)
  if (status === 404 || status === 405) {
    const message = `It has no list of models (HTTP ${status}), so nothing is proven: check the base URL.`
    return { test: { ok: false, models: [], status, message, ms }, health: null }
  }
  if (status !== 200) return failed(status, ms, `It answered with HTTP ${status}.`)
  const models = readModelList(body)
  if (models === null) return failed(status, ms, 'It answered with something else than a list of models.')
  const message = models.length === 1 ? 'It has 1 model.' : `It has ${models.length} models.`
  return { test: { ok: true, status, message, ms, models }, health: { health: 'ok', reason: null } }
}

function refused(status: number, ms: number, hasKey: boolean): Finding {
  const message = hasKey ? `It refuses this key (HTTP ${status}).` : `It asks for a key (HTTP ${status}).`
  const health = hasKey ? 'refused' : 'failing'
  return { test: { ok: false, models: [], status, message, ms }, health: { health, reason: message } }
}

function failed(status: number | null, ms: number, message: string): Finding {
  return {
    test: { ok: false, models: [], status, message, ms },
    health: { health: 'failing', reason: message },
  }
}
