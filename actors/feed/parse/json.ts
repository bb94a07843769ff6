type JsonObject = Readonly<Record<string, unknown>>

/** Parses JSON as found: well formed, with raw control characters in strings, with trailing commas, or cut off. */
export function parseLenientJson(text: string): JsonObject | null {
  const source = text.slice(text.indexOf('{'))
  const value = tryParse(source) ?? tryParse(repairJson(source))
  return isObject(value) ? value : null
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Values that stand at most this deep (the feed's own, and its items) are where a cut document is closed again. */
const SAFE_DEPTH = 2
const MAX_DEPTH = 1000
const MAX_REPAIRS = 10_000

const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d

/**
 * Makes JSON of what nearly is: control characters become spaces, trailing commas go, what follows the outermost
 * value is ignored, and a document that was cut off is closed after its last whole item.
 */
export function repairJson(text: string): string {
  const source = text.replace(/\p{Cc}/gu, ' ')
  const open: string[] = []
  const commas: number[] = []
  let safe = { end: 0, closers: '' }
  for (let i = 0; i < source.length; i++) {
    const code = source.charCodeAt(i)
    if (code === QUOTE) i = skipString(source, i)
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (open.push(code === OPEN_BRACE ? '}' : ']') > MAX_DEPTH) break
    } else if (code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      if (code === COMMA && isTrailingComma(source, i) && commas.push(i) > MAX_REPAIRS) break
      if (code !== COMMA) open.pop()
      const end = code === COMMA ? i : i + 1
      if (open.length <= SAFE_DEPTH) safe = { end, closers: open.toReversed().join('') }
      if (open.length === 0) break
    }
  }
  return without(source.slice(0, safe.end), commas) + safe.closers
}

/** The index of the quote that ends a string, or the text's end. */
function skipString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === BACKSLASH) i++
    else if (code === QUOTE) return i
  }
  return text.length
}

function isTrailingComma(text: string, comma: number): boolean {
  let i = comma + 1
  while (text.charAt(i) === ' ') i++
  return text.charAt(i) === ']' || text.charAt(i) === '}'
}

function without(text: string, positions: readonly number[]): string {
  const starts = [0, ...positions.map((at) => at + 1)]
  return starts.map((start, i) => text.slice(start, positions[i] ?? text.length)).join('')
}
