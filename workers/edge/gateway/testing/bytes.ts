import * as fc from 'fast-check'

/** Text that hurts: line ends, quotes, escapes, characters of two, three and four bytes, half a surrogate pair. */
export const nastyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\r', '\n', '\r\n', ':', ' ', '"', '\\', '{', '}', '\u0000', '\uFEFF', 'é', '漢', '🙂'),
    fc.string({ minLength: 1, maxLength: 1 }),
  ),
})

export function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

export function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: false, ignoreBOM: true }).decode(bytes)
}

/** Ways to cut bytes: numbers that say, modulo what is left, how long the next piece is. */
export const cuts = fc.array(fc.nat({ max: 40 }), { maxLength: 60 })

/** @returns the bytes in pieces, empty ones included */
export function cut(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = []
  let at = 0
  for (const length of lengths) {
    pieces.push(bytes.slice(at, at + length))
    at = Math.min(bytes.length, at + length)
  }
  pieces.push(bytes.slice(at))
  return pieces
}

/** @returns what a JSON text says, as nothing in particular */
export function parseJson(text: string): unknown {
  return JSON.parse(text)
}

/** @returns the members of a JSON object's text */
export function membersOf(text: string): [string, unknown][] {
  const value = parseJson(text)
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}
