import type { Field, Inspection } from './inspect.ts'

/** What JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

interface Edit {
  readonly start: number
  readonly end: number
  readonly bytes: Uint8Array
}

const OPEN_OBJECT = 0x7b
const COMMA = 0x2c
const WHITE_SPACE: ReadonlySet<number> = new Set([0x20, 0x0a, 0x0d, 0x09])
const NOTHING = new Uint8Array(0)
const encoder = new TextEncoder()

/**
 * Sets top-level fields of a request body and leaves every other byte as it came: white space, order, escapes, unknown
 * fields. A field that stands twice is set at both places, so that no reader picks the other one; one that is missing is
 * added at the end.
 *
 * @param body the bytes that were inspected
 * @param set names and values; none of them is in `removed`
 * @param removed fields to take away, wherever they stand
 * @returns the same bytes when nothing changes
 */
export function rewrite(
  body: Uint8Array,
  { fields, close }: Inspection,
  set: Readonly<Record<string, Json>>,
  removed: ReadonlySet<string> = new Set(),
): Uint8Array {
  const removals = removed.size === 0 ? [] : removalsOf(body, fields, removed)
  const edits = fields
    .filter(({ name }) => Object.hasOwn(set, name))
    .map((field) => replacementOf(field, set))
    .filter((edit) => !isSame(body, edit))
  const added = Object.entries(set).filter(([name]) => fields.every((field) => field.name !== name))
  if (added.length > 0) {
    edits.push(
      addition(
        added,
        fields.some(({ name }) => !removed.has(name)),
        close,
      ),
    )
  }
  const all = removals.length === 0 ? edits : [...removals, ...edits].toSorted((a, b) => a.start - b.start)
  return all.length === 0 ? body : splice(body, all)
}

function replacementOf({ name, start, end }: Field, set: Readonly<Record<string, Json>>): Edit {
  return { start, end, bytes: encoder.encode(JSON.stringify(set[name])) }
}

function addition(members: readonly [string, Json][], afterOthers: boolean, close: number): Edit {
  const text = members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')
  return { start: close, end: close, bytes: encoder.encode(afterOthers ? `,${text}` : text) }
}

/** A field goes with the comma before it; those at the front, which have none, with the comma behind them. */
function removalsOf(body: Uint8Array, fields: readonly Field[], removed: ReadonlySet<string>): Edit[] {
  const firstKept = fields.findIndex(({ name }) => !removed.has(name))
  const leading = firstKept === -1 ? fields.length : firstKept
  const edits = fields.flatMap(({ name, end }, i) =>
    i > leading && removed.has(name) ? [{ start: fields[i - 1]?.end ?? end, end, bytes: NOTHING }] : [],
  )
  const last = fields[leading - 1]
  if (last !== undefined) {
    edits.unshift({ start: body.indexOf(OPEN_OBJECT) + 1, end: behindComma(body, last.end), bytes: NOTHING })
  }
  return edits
}

function behindComma(body: Uint8Array, end: number): number {
  let at = end
  while (WHITE_SPACE.has(body[at] ?? 0)) at++
  return body[at] === COMMA ? at + 1 : end
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
