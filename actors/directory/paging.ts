import { err } from '@switchboard/shared-types/result'

/** Cuts a page out of one row more than it holds; the cursor names the last row shown, so later rows never shift it. */
export function toPage<Row>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => string,
): { readonly shown: readonly Row[]; readonly nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { shown, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null }
}

export function badCursor() {
  return err('cursor.invalid', 'This cursor is not one of ours.')
}
