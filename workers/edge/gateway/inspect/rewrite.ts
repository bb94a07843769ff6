import type { Field, Inspection } from './inspect.ts'

/** What JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

interface Edit {
  readonly start: number
  readonly end: number
  readonly bytes: Uint8Array
}

const encoder = new TextEncoder()

/**
 * Sets top-level fields of a request body and leaves every other byte as it came: white space, order, escapes, unknown
 * fields. A field that stands twice is set at both places, so that no reader picks the other one; one that is missing is
 * added at the end.
 *
 * @param body the bytes that were inspected
 * @returns the same bytes when nothing changes
 */
export function rewrite(
  body: Uint8Array,
  { fields, close }: Inspection,
  set: Readonly<Record<string, Json>>,
): Uint8Array {
  const edits = fields
    .filter(({ name }) => Object.hasOwn(set, name))
    .map((field) => replacementOf(field, set))
    .filter((edit) => !isSame(body, edit))
  const added = Object.entries(set).filter(([name]) => fields.every((field) => field.name !== name))
  if (added.length > 0) edits.push(addition(added, fields.length > 0, close))
  return edits.length === 0 ? body : splice(body, edits)
}

function replacementOf({ name, start, end }: Field, set: Readonly<Record<string, Json>>): Edit {
  return { start, end, bytes: encoder.encode(JSON.stringify(set[name])) }
}

function addition(members: readonly [string, Json][], afterOthers: boolean, close: number): Edit {
  const text = members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')
  return { start: close, end: close, bytes: encoder.encode(afterOthers ? `,${text}` : text) }
}

function isSame(body: Uint8Array, { start, end, bytes }: Edit): boolean {
  return end - start === bytes.length && bytes.every((byte, i) => body[start + i] === byte)
}

/** @param edits in the order of their places, none over another */
function splice(body: Uint8Array, edits: readonly Edit[]): Uint8Array {
  const grown = edits.reduce((sum, { start, end, bytes }) => sum + bytes.length - (end - start), 0)
  const result = new Uint8Array(body.length + grown)
  let from = 0
  let to = 0
  for (const { start, end, bytes } of edits) {
    result.set(body.subarray(from, start), to)
    to += start - from
    result.set(bytes, to)
    to += bytes.length
    from = end
  }
  result.set(body.subarray(from), to)
  return result
}
