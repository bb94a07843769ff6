import type { Trace } from '@switchboard/shared-types/trace'

/** Writes one JSON line. Never give it a secret: no cookie, no body, no query. */
export function log(
  level: 'info' | 'error',
  message: string,
  trace: Trace,
  fields: Record<string, string | number>,
): void {
  const line = { level, message, requestId: trace.requestId, via: trace.via.join('>'), ...fields }
  console[level](JSON.stringify(line))
}
