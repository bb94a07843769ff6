/** An expected outcome: failures are values, so they cross RPC unharmed; what is thrown is a bug or an outage. */
export type Result<T, C extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure<C> }

/** A failure as a caller sees it: a stable code, one clear sentence, and what a client may act on. */
export interface Failure<C extends string = string> {
  readonly code: C
  readonly message: string
  readonly details?: Record<string, string | number | boolean | null>
}

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function err<C extends string>(
  code: C,
  message: string,
  details?: Failure['details'],
): { readonly ok: false; readonly error: Failure<C> } {
  return { ok: false, error: details === undefined ? { code, message } : { code, message, details } }
}
