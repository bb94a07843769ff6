import type { OutboundPolicy } from '@switchboard/kernel/outbound/policy'
import type { Sealer } from '@switchboard/kernel/seal/seal'
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
import type { KeyId, ProviderId, RouterId } from '@switchboard/shared-types/ids'
import type { Result } from '@switchboard/shared-types/result'
import type { HealthBook } from '../health/health.ts'
import type { KeyTable } from '../keys/key-table.ts'
import type { Routes } from '../routes/routes.ts'
import type { KnownProvider } from './known-provider.ts'
import type { Send } from './outbound.ts'

export interface ProvidersParts {
  readonly db: DrizzleSqliteDODatabase
  readonly routerId: RouterId
  readonly sealer: Sealer
  readonly policy: OutboundPolicy
  readonly send: Send
  readonly keys: KeyTable
  readonly health: HealthBook
  readonly routes: Pick<Routes, 'list'>
  /** Runs a change in one transaction; where it throws, the caller forgets what is in memory. */
  readonly transaction: <T>(change: () => T) => T
}

type AddError = 'provider.exists' | 'provider.bad_url' | 'provider.blocked_address' | 'provider.too_many'
type UpdateError = 'provider.not_found' | 'provider.bad_url' | 'provider.blocked_address'

export class Providers {
  constructor(_parts: ProvidersParts) {}

  list(_now: number): Provider[] {
    throw new Error('on its way')
  }

  /** What a lease reads, from memory. */
  known(): readonly KnownProvider[] {
    throw new Error('on its way')
  }

  add(_input: AddProvider): Promise<Result<Provider, AddError>> {
    throw new Error('on its way')
  }

  update(_input: UpdateProvider & { id: ProviderId }): Result<Provider, UpdateError> {
    throw new Error('on its way')
  }

  remove(_id: ProviderId): Result<null, 'provider.not_found' | 'provider.in_use'> {
    throw new Error('on its way')
  }

  addKey(
    _input: AddKey & { provider: ProviderId },
  ): Promise<Result<ProviderKey, 'provider.not_found' | 'key.too_many'>> {
    throw new Error('on its way')
  }

  removeKey(_input: {
    provider: ProviderId
    key: KeyId
  }): Result<null, 'provider.not_found' | 'key.not_found'> {
    throw new Error('on its way')
  }

  test(_input: {
    provider: ProviderId
    key?: KeyId | undefined
  }): Promise<Result<ProviderTest, 'provider.not_found' | 'key.not_found'>> {
    throw new Error('on its way')
  }

  findServers(): Promise<FoundServer[]> {
    throw new Error('on its way')
  }

  /** Forgets what is in memory, after a transaction that did not hold or an erasure. */
  forget(): void {
    throw new Error('on its way')
  }
}
