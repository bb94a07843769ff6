import type { Trace } from './trace.ts'

type Level = 'info' | 'warn' | 'error'
type Fields = Record<string, string | number | boolean | null | undefined>

/** Writes one JSON line that carries the request through every actor it touched. Never give it a secret. */
export function log(level: Level, message: string, trace: Trace, fields: Fields = {}): void {
  const line = JSON.stringify({
    time: new Date().toISOString(),
    level,
    message,
    requestId: trace.requestId,
    via: trace.via.join('>'),
    ...fields,
  })
  console[level](line)
}

/** @returns what is safe to keep of something thrown: its message, cut to 500 characters. */
export function reasonOf(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.message : String(thrown)).slice(0, 500)
}
