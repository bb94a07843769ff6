export type WideEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be'

interface Mark {
  readonly encoding: WideEncoding
  readonly bytes: readonly number[]
}

// UTF-32LE starts with the bytes of UTF-16LE, so the longer marks come first.
const BYTE_ORDER_MARKS: readonly Mark[] = [
  { encoding: 'utf-32be', bytes: [0x00, 0x00, 0xfe, 0xff] },
  { encoding: 'utf-32le', bytes: [0xff, 0xfe, 0x00, 0x00] },
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
]

/** The byte order mark at the start, with its length in bytes, or null. */
export function findByteOrderMark(bytes: Uint8Array): { encoding: WideEncoding; length: number } | null {
  for (const mark of BYTE_ORDER_MARKS) {
    if (mark.bytes.every((byte, i) => bytes[i] === byte)) {
      return { encoding: mark.encoding, length: mark.bytes.length }
    }
  }
  return null
}

const FIRST_CHARACTERS = new Set([0x3c, 0x7b, 0x5b, 0x20, 0x09, 0x0a, 0x0d])

/**
 * Recognises UTF-16 and UTF-32 without a byte order mark by where the zero bytes stand around the first two
 * characters, both of which are ASCII in every feed (XML 1.0, appendix F). Null means a byte-based encoding.
 */
export function sniffWideEncoding(bytes: Uint8Array): WideEncoding | null {
  const [a = 1, b = 1, c = 1, d = 1] = bytes
  if (a === 0 && b === 0 && c === 0 && FIRST_CHARACTERS.has(d)) return 'utf-32be'
  if (b === 0 && c === 0 && d === 0 && FIRST_CHARACTERS.has(a)) return 'utf-32le'
  if (a === 0 && FIRST_CHARACTERS.has(b) && c === 0 && d !== 0) return 'utf-16be'
  if (FIRST_CHARACTERS.has(a) && b === 0 && c !== 0 && d === 0) return 'utf-16le'
  return null
}
