import { afterAll, vi } from 'vitest'
import { forgetActors } from './forget-actors.ts'

// Comes after the hooks of the file itself.
afterAll(async () => {
  // Some tests leave the clock ahead: alarms that are planned by it would come late.
  vi.useRealTimers()
  await forgetActors()
}, 60_000)
