import { drizzle } from 'drizzle-orm/durable-sqlite'
import { Sealer } from '@switchboard/kernel/seal/seal'
import type { KeyRing } from '@switchboard/kernel/seal/key-ring'
import type { OutboundRequest, OutboundResult } from '@switchboard/kernel/outbound/guarded-fetch'
import { newId } from '@switchboard/shared-types/ids'
import type { KeyId, RouterId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import { HealthBook } from '../health/health.ts'
import { KeyTable } from '../keys/key-table.ts'
import type { KeyRow } from '../keys/key-table.ts'
import { PriceBook } from '../prices/price-book.ts'
import { Routes } from '../routes/routes.ts'
import { KINDS } from './kinds.ts'
import type { KnownProvider } from './known-provider.ts'
import { Providers } from './providers.ts'

const RING: KeyRing = [{ id: 'test', bytes: new Uint8Array(32).fill(3) }]

/** A provider as a lease knows it, with as many keys as named; what is not said is its kind's. */
export function knownProvider(
  given: Partial<Omit<KnownProvider, 'models'>> & { models?: readonly string[] },
): KnownProvider {
  const kind = given.kind ?? 'openai'
  const { name, baseUrl, protocols, free } = KINDS[kind]
  return {
    id: newId('prv'),
    slug: given.slug ?? kind,
    kind,
    name,
    baseUrl: baseUrl ?? 'https://models.example/v1',
    protocols: [...protocols],
    defaultModel: null,
    smallModel: null,
    enabled: true,
    free,
    keyIds: [newId('key')],
    ...given,
    models: new Set(given.models),
  }
}

/** Health of providers whose keys are nothing but ids. */
export function healthOf(providers: readonly KnownProvider[]): HealthBook {
  const rows = new Map<KeyId, KeyRow>()
  for (const provider of providers) {
    for (const id of provider.keyIds) rows.set(id, keyRow(id, provider))
  }
  return new HealthBook({
    find: (id) => rows.get(id),
    of: (provider) => [...rows.values()].filter(({ providerId }) => providerId === provider),
    update: (id, change) => {
      const row = rows.get(id)
      if (row !== undefined) rows.set(id, { ...row, ...change })
    },
  })
}

function keyRow(id: KeyId, { id: providerId }: KnownProvider): KeyRow {
  return {
    no: 0,
    id,
    providerId,
    label: 'key',
    hint: '',
    sealed: '',
    reason: null,
    refused: false,
    restingUntil: null,
    lastUsedAt: null,
  }
}

/** Providers of one object's storage, with the world outside as one function. */
export function openProviders(
  id: RouterId,
  storage: DurableObjectStorage,
  answer: (request: OutboundRequest) => Response | null,
  { allow = [], ring = RING }: { allow?: readonly string[]; ring?: KeyRing } = {},
) {
  const db = drizzle(storage)
  const keys = new KeyTable(db)
  const health = new HealthBook(keys)
  const routes = new Routes(db)
  const sealer = new Sealer(ring)
  const sent: OutboundRequest[] = []
  const send = async (request: OutboundRequest): Promise<OutboundResult> => {
    sent.push(request)
    const response = answer(request)
    if (response === null)
      return err('outbound.unreachable', `${new URL(request.url).host} could not be reached.`)
    const { status, headers } = response
    const body = new Uint8Array(await response.arrayBuffer())
    return ok({ status, headers, url: request.url, redirects: [], permanentUrl: null, body })
  }
  const providers = new Providers({
    db,
    sealer,
    send,
    keys,
    health,
    routes,
    routerId: id,
    policy: { allow },
    transaction: (change) => storage.transactionSync(change),
  })
  return { providers, keys, health, routes, prices: new PriceBook(db), sealer, sent }
}
