import type { ActorsConfig } from '@switchboard/kernel/config'
import { afterAll, vi } from 'vitest'
import { outbound } from '../fetch/outbound.ts'

/** When every lease of a fetch is over, by whatever clock a test took it. */
const AFTER_ALL_LEASES = Date.UTC(3000)

const CONFIG: ActorsConfig = {
  allowNetwork: [],
  rsshubBaseUrl: '',
  registration: 'closed',
  publicUrl: '',
  authSecret: '',
  sealingKeys: [{ id: 'none', bytes: new Uint8Array(32) }],
}

// What feeds of a file were still fetching holds its permits until the next fetch finds their leases over: this one,
// which goes nowhere.
afterAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: AFTER_ALL_LEASES })
  await outbound(CONFIG)({ url: 'http://127.0.0.1/' })
  vi.useRealTimers()
})
