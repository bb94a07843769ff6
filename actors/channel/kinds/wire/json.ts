import * as z from 'zod'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** @returns the parsed JSON of these bytes, or undefined where they are no JSON in UTF-8. */
export function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes))
  } catch {
    return undefined
  }
}

export type JsonObject = Readonly<Record<string, unknown>>

const JsonObjectShape = z.record(z.string(), z.unknown())

/** @returns the members of a JSON object; none of anything else. */
export function membersOf(value: unknown): JsonObject {
  const read = JsonObjectShape.safeParse(value)
  return read.success ? read.data : {}
}

/** @returns the elements of a JSON array; none of anything else. */
export function elementsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** @returns a string that says something, or null. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
