import type { OutboundPolicy } from '@switchboard/kernel/outbound/policy'
import type { Sealer } from '@switchboard/kernel/seal/seal'
import { eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type {
  AddKey,
  AddProvider,
  FoundServer,
  Provider,
  ProviderKey,
  ProviderTest,
  UpdateProvider,
} from '@switchboard/shared-types/api/router/providers'
import { newId } from '@switchboard/shared-types/ids'
import type { KeyId, ProviderId, RouterId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { HealthBook } from '../health/health.ts'
import type { KeyRow, KeyTable } from '../keys/key-table.ts'
import { openKey } from '../keys/open.ts'
import { prices } from '../prices/tables.ts'
import type { Routes } from '../routes/routes.ts'
import { askModels } from './ask-models.ts'
import { checkBaseUrl } from './base-url.ts'
import type { BaseUrlError } from './base-url.ts'
import { findServers } from './find-servers.ts'
import { isBound, KINDS } from './kinds.ts'
import type { KnownProvider } from './known-provider.ts'
import type { Send } from './outbound.ts'
import { ProviderTable } from './provider-table.ts'
import type { ProviderRow } from './provider-table.ts'
import { freeSlug } from './slug.ts'

export interface ProvidersParts {
  readonly db: DrizzleSqliteDODatabase
  readonly routerId: RouterId
  readonly sealer: Sealer
  readonly policy: OutboundPolicy
  readonly send: Send
  readonly keys: KeyTable
  readonly health: HealthBook
  readonly routes: Pick<Routes, 'list'>
  /** Runs a change in one transaction. */
  readonly transaction: <T>(change: () => T) => T
}

type AddError = 'provider.exists' | 'provider.too_many' | BaseUrlError
type UpdateError = 'provider.not_found' | BaseUrlError

const MAX_PROVIDERS = 50
const MAX_KEYS = 20
/** A shorter secret would be half told by its last four characters. */
const HINTED_LENGTH = 12

/** Where the person's model calls may go: providers with their keys, as they are now. */
export class Providers {
  readonly #parts: ProvidersParts
  readonly #table: ProviderTable
  #known: readonly KnownProvider[] | undefined

  constructor(parts: ProvidersParts) {
    this.#parts = parts
    this.#table = new ProviderTable(parts.db)
  }

  list(now: number): Provider[] {
    return this.#table.all().map((row) => this.#toProvider(row, now))
  }

  /** What a lease reads, from memory. */
  known(): readonly KnownProvider[] {
    this.#known ??= this.#table.all().map((row) => this.#toKnown(row))
    return this.#known
  }

  async add(input: AddProvider): Promise<Result<Provider, AddError>> {
    const { kind, key } = input
    const baseUrl = this.#baseUrlOf(input)
    if (!baseUrl.ok) return baseUrl
    const id = newId('prv')
    const sealed = key === undefined ? null : await this.#seal(id, 'key', key)
    const taken = new Set(this.#table.all().map(({ slug: known }) => known))
    if (taken.size >= MAX_PROVIDERS) {
      return err('provider.too_many', `There are ${MAX_PROVIDERS} providers already.`)
    }
    const slug = input.slug ?? freeSlug(kind, input.name, taken)
    if (taken.has(slug)) return err('provider.exists', `There is a provider ${slug} already.`)
    const { name = KINDS[kind].name, defaultModel, smallModel, free = KINDS[kind].free } = input
    this.#change(() => {
      this.#table.add({
        id,
        slug,
        name,
        kind,
        defaultModel,
        smallModel,
        free,
        baseUrl: baseUrl.value,
        enabled: true,
        models: [],
      })
      if (sealed !== null) this.#parts.keys.add(sealed)
    })
    const row = this.#table.find(id)
    if (row === undefined) throw new Error('a provider that was just added is not there')
    return ok(this.#toProvider(row, Date.now()))
  }

  update({ id, ...change }: UpdateProvider & { id: ProviderId }): Result<Provider, UpdateError> {
    const row = this.#table.find(id)
    if (row === undefined) return notFound()
    const checked =
      change.baseUrl === undefined ? ok(row.baseUrl) : this.#baseUrlOf({ ...row, baseUrl: change.baseUrl })
    if (!checked.ok) return checked
    const changed: ProviderRow = {
      ...row,
      name: change.name ?? row.name,
      baseUrl: checked.value,
      defaultModel: change.defaultModel === undefined ? row.defaultModel : change.defaultModel,
      smallModel: change.smallModel === undefined ? row.smallModel : change.smallModel,
      enabled: change.enabled ?? row.enabled,
      free: change.free ?? row.free,
    }
    this.#change(() => this.#table.update(changed))
    if (checked.value !== row.baseUrl) this.#parts.health.forgetProvider(id)
    return ok(this.#toProvider(changed, Date.now()))
  }

  remove(id: ProviderId): Result<null, 'provider.not_found' | 'provider.in_use'> {
    const row = this.#table.find(id)
    if (row === undefined) return notFound()
    const { keys, db, health, routes } = this.#parts
    const user = routes.list().find(({ targets }) => targets.some(({ provider }) => provider === row.slug))
    if (user !== undefined) return err('provider.in_use', `The route "${user.name}" leads to ${row.slug}.`)
    this.#change(() => {
      for (const key of keys.of(id)) keys.remove(key.id)
      db.delete(prices).where(eq(prices.providerId, id)).run()
      this.#table.remove(row)
    })
    health.forgetProvider(id)
    return ok(null)
  }

  async addKey({
    provider,
    label,
    secret,
  }: AddKey & { provider: ProviderId }): Promise<Result<ProviderKey, 'provider.not_found' | 'key.too_many'>> {
    const sealed = await this.#seal(provider, label, secret)
    const { keys } = this.#parts
    if (this.#table.find(provider) === undefined) return notFound()
    if (keys.of(provider).length >= MAX_KEYS)
      return err('key.too_many', `A provider has at most ${MAX_KEYS} keys.`)
    return ok(
      this.#toKey(
        this.#change(() => keys.add(sealed)),
        Date.now(),
      ),
    )
  }

  removeKey({
    provider,
    key,
  }: {
    provider: ProviderId
    key: KeyId
  }): Result<null, 'provider.not_found' | 'key.not_found'> {
    if (this.#table.find(provider) === undefined) return notFound()
    const { keys } = this.#parts
    if (keys.find(key)?.providerId !== provider) return keyNotFound()
    this.#change(() => keys.remove(key))
    return ok(null)
  }

  /** With the provider's first key where none is named and it has one. What it lists is kept. */
  async test({
    provider,
    key,
  }: {
    provider: ProviderId
    key?: KeyId | undefined
  }): Promise<Result<ProviderTest, 'provider.not_found' | 'key.not_found'>> {
    const row = this.#table.find(provider)
    if (row === undefined) return notFound()
    const { keys, health, send } = this.#parts
    const keyRow = key === undefined ? keys.of(provider)[0] : keys.find(key)
    if (key !== undefined && keyRow?.providerId !== provider) return keyNotFound()
    const secret = keyRow === undefined ? null : await openKey(keyRow, this.#parts)
    if (keyRow !== undefined && secret === null) return ok(unopened(keys.find(keyRow.id)?.reason ?? null))
    const finding = await askModels(send, row, secret)
    const now = Date.now()
    this.#change(() => {
      const still = this.#table.find(provider)
      if (still === undefined) return
      if (finding.health !== null) health.tested(provider, keyRow?.id ?? null, finding.health, now)
      if (!finding.test.ok) return
      const { models } = finding.test
      this.#table.update({ ...still, models, modelsAt: new Date(now).toISOString() })
    })
    return ok(finding.test)
  }

  findServers(): Promise<FoundServer[]> {
    const { send, policy } = this.#parts
    return findServers(
      send,
      policy,
      this.#table.all().map(({ baseUrl }) => baseUrl),
    )
  }

  /** Forgets what is in memory, after a transaction that did not hold or an erasure. */
  forget(): void {
    this.#table.forget()
    this.#known = undefined
  }

  #change<T>(change: () => T): T {
    this.#known = undefined
    try {
      return this.#parts.transaction(change)
    } catch (thrown) {
      this.forget()
      this.#parts.keys.forget()
      throw thrown
    }
  }

  #baseUrlOf({ kind, baseUrl }: Pick<AddProvider, 'kind' | 'baseUrl'>): Result<string, BaseUrlError> {
    const address = isBound(kind) ? KINDS[kind].baseUrl : (baseUrl ?? KINDS[kind].baseUrl)
    if (address === null) return err('provider.bad_url', `${KINDS[kind].name} needs a base URL.`)
    return checkBaseUrl(address, this.#parts.policy)
  }

  async #seal(
    providerId: ProviderId,
    label: string,
    secret: string,
  ): Promise<Parameters<KeyTable['add']>[0]> {
    const { sealer, routerId } = this.#parts
    const id = newId('key')
    const sealed = await sealer.seal(secret, { ownerId: routerId, field: id })
    const hint = secret.length >= HINTED_LENGTH ? secret.slice(-4) : ''
    return { id, providerId, label, hint, sealed }
  }

  #toKnown(row: ProviderRow): KnownProvider {
    return {
      ...row,
      protocols: [...KINDS[row.kind].protocols],
      models: new Set(row.models),
      keyIds: this.#parts.keys.of(row.id).map(({ id }) => id),
    }
  }

  #toProvider({ no, ...row }: ProviderRow, now: number): Provider {
    const { keys, health } = this.#parts
    return {
      ...row,
      ...health.ofProvider(row.id, now),
      protocols: [...KINDS[row.kind].protocols],
      keys: keys.of(row.id).map((key) => this.#toKey(key, now)),
    }
  }

  #toKey(row: KeyRow, now: number): ProviderKey {
    const { id, label, hint, lastUsedAt } = row
    return { id, label, hint, lastUsedAt, ...this.#parts.health.ofKey(row, now) }
  }
}

function unopened(reason: string | null): ProviderTest {
  return { ok: false, status: null, message: reason ?? 'The key is gone.', ms: 0, models: [] }
}

function notFound() {
  return err('provider.not_found', 'There is no such provider any more.')
}

function keyNotFound() {
  return err('key.not_found', 'This provider has no such key.')
}
