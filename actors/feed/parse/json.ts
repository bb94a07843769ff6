type JsonObject = Readonly<Record<string, unknown>>

/** Parses JSON as found: well formed, with raw control characters in strings, trailing commas, or cut off. */
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

/**
 * Makes JSON of what nearly is: escapes control characters in strings, drops trailing commas, ignores what follows
 * the outermost value, and closes a document that was cut off after its last whole item.
 */
export function repairJson(text: string): string {
  const parts: string[] = []
  const open: string[] = []
  let safe = { parts: 0, closers: '' }
  let flushed = 0
  let inString = false
  const flush = (to: number, extra = ''): void => {
    parts.push(text.slice(flushed, to) + extra)
    flushed = to
  }
  const markSafe = (): void => {
    if (open.length <= SAFE_DEPTH) safe = { parts: parts.length, closers: open.toReversed().join('') }
  }
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (inString) {
      if (code === BACKSLASH) i++
      else if (code === QUOTE) inString = false
      else if (code < SPACE) {
        flush(i, `\\u${code.toString(16).padStart(4, '0')}`)
        flushed = i + 1
      }
    } else if (code === QUOTE) inString = true
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) open.push(code === OPEN_BRACE ? '}' : ']')
    else if (code === COMMA) {
      flush(i)
      markSafe()
      if (isTrailingComma(text, i)) flushed = i + 1
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      open.pop()
      flush(i + 1)
      markSafe()
      if (open.length === 0) break
    }
  }
  return parts.slice(0, safe.parts).join('') + safe.closers
}

const SPACE = 0x20
const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d

function isTrailingComma(text: string, comma: number): boolean {
  let i = comma + 1
  while (i < text.length && text.charCodeAt(i) <= SPACE) i++
  return text.charAt(i) === ']' || text.charAt(i) === '}'
}
