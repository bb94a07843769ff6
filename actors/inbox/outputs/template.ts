import type { OutputForm } from '@switchboard/shared-types/api/outputs'
import type { Room } from './room.ts'
import { fits } from './room.ts'
import { shorten, splitText } from './split.ts'

/** One thing that an output tells of. */
export interface Item {
  readonly title: string
  readonly url: string | null
  /** What it says, in short; empty where it says nothing. */
  readonly text: string
}

/** A thread has no more parts than this. */
export const MAX_PARTS = 25
/** The longest number that stands behind a part: " (25/25)". */
export const NUMBER_LENGTH = 8

/**
 * Writes an output without a model: titles, first sentences and links, as they are.
 * @param left how many there are beyond the items
 * @returns its parts, each of which fits; a post and a summary have one
 */
export function fromTemplate(form: OutputForm, items: readonly Item[], room: Room, left = 0): string[] {
  switch (form) {
    case 'post':
      return [listed(items.map(headline), '\n\n', room, left)]
    case 'summary':
      return [listed(items.map(bullet), '\n', room, left)]
    case 'thread':
      return numbered(items.flatMap((item) => splitText(paragraph(item), room, NUMBER_LENGTH)))
  }
}

/** Numbers the parts of a thread that has more than one; what is beyond the longest thread is left out. */
export function numbered(parts: readonly string[]): string[] {
  const kept = parts.slice(0, MAX_PARTS)
  return kept.length < 2 ? kept : kept.map((part, index) => `${part} (${index + 1}/${kept.length})`)
}

function headline({ title, url, text }: Item): string {
  return [title === '' ? text : title, url ?? ''].filter((line) => line !== '').join('\n')
}

function bullet({ title, url, text }: Item): string {
  const says = [title, text].filter((part) => part !== '').join(': ')
  return `• ${url === null ? says : `${says} ${url}`}`
}

function paragraph({ title, url, text }: Item): string {
  return [title, text, url ?? ''].filter((part) => part !== '').join('\n\n')
}

/** As many lines as fit, and how many are left out. */
function listed(lines: readonly string[], glue: string, room: Room, left: number): string {
  for (let count = lines.length; count > 0; count--) {
    const rest = lines.length - count + left
    const shown = lines.slice(0, count)
    const text = (rest === 0 ? shown : [...shown, `… and ${rest} more`]).join(glue)
    if (fits(text, room)) return text
  }
  return shorten(lines[0] ?? '', room)
}
