import { guardedFetch } from '@switchboard/kernel/outbound/guarded-fetch'
import type { World } from '../kind.ts'

/** A platform that a test plays. */
export interface Platform {
  fetch(url: string, init: RequestInit): Promise<Response>
}

/** A clock that stands until it is moved. */
export class Clock {
  #now = Date.parse('2026-11-02T10:00:00Z')

  readonly now = (): number => this.#now

  /** @param ms forward */
  pass(ms: number): void {
    this.#now += ms
  }
}

/** The outside as a kind reaches it, through the real guard, with nothing there but the platform. */
export function worldWith(platform: Platform, { now }: Pick<Clock, 'now'>): World {
  return {
    fetch: (request, limits) =>
      guardedFetch(request, {
        fetch: (url, init) => platform.fetch(url, init),
        policy: { allow: [] },
        limits: { maxRedirects: 0, ...limits },
      }),
    now,
  }
}
