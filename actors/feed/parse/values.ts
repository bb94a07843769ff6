import type { RawText } from './raw.ts'

/** Drops what is absent. */
export function compact<T>(values: readonly (T | null | undefined)[]): T[] {
  return values.filter((value): value is T => value !== null && value !== undefined)
}

/** A text whose type the format leaves open, as in RSS. */
export function plain(value: string | null | undefined): RawText | null {
  return value === null || value === undefined ? null : { value, type: 'unknown', base: null }
}
