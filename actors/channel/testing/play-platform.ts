import { vi } from 'vitest'
import type { Platform } from '../kinds/testing/fake-world.ts'

/** Lets a platform answer all that goes out, in the place of the runtime's fetch, for the rest of the test. */
export function playPlatform(platform: Platform): void {
  vi.mocked(fetch).mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    return await platform.fetch(request.url, request)
  })
}
