/** What one guarded request may take. */
export interface OutboundLimits {
  /** Decompressed bytes of the body. */
  readonly maxBytes: number
  /** From the first connection to the last byte, redirects included. */
  readonly timeoutMs: number
  readonly maxRedirects: number
}

/** The most that any request may take; a caller may ask for less. */
export const OUTBOUND_LIMITS: OutboundLimits = { maxBytes: 10_000_000, timeoutMs: 30_000, maxRedirects: 5 }

/** The limits of one request: what was asked for, never more than the house allows. */
export function tightenLimits(asked: Partial<OutboundLimits> = {}): OutboundLimits {
  return {
    maxBytes: Math.min(asked.maxBytes ?? Infinity, OUTBOUND_LIMITS.maxBytes),
    timeoutMs: Math.min(asked.timeoutMs ?? Infinity, OUTBOUND_LIMITS.timeoutMs),
    maxRedirects: Math.min(asked.maxRedirects ?? Infinity, OUTBOUND_LIMITS.maxRedirects),
  }
}
