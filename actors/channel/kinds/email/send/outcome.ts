import { clip } from '@switchboard/kernel/text/clip'
import type { Performed } from '../../kind.ts'

export function failed(reason: string): Performed {
  return { outcome: 'failed', reason: clip(reason, 500) }
}

export function retry(reason: string, afterMs: number | null = null): Performed {
  return { outcome: 'retry', reason: clip(reason, 500), afterMs }
}

export function unknown(reason: string): Performed {
  return { outcome: 'unknown', reason: clip(reason, 500) }
}

export function unauthorised(reason: string): Performed {
  return { outcome: 'unauthorised', reason: clip(reason, 500) }
}

/** How long a server wants to be left alone, in ms (RFC 9110, 10.2.3); null where it does not say. */
export function retryAfter(headers: Headers, now: number): number | null {
  const value = headers.get('retry-after')?.trim() ?? ''
  if (/^\d{1,6}$/.test(value)) return Number(value) * 1000
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
