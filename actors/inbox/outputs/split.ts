import { fits } from './room.ts'
import type { Room } from './room.ts'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * Breaks a text into pieces that fit, at paragraphs where it can, else between words, and inside a word that is longer
 * than a whole piece.
 * @param spare left over in each piece, in characters of ASCII
 */
export function splitText(text: string, room: Room, spare: number): string[] {
  const paragraphs = text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '')
  const pieces = paragraphs.flatMap((paragraph) => fill(wordsOf(paragraph, room, spare), ' ', room, spare))
  return fill(pieces, '\n\n', room, spare)
}

/** @returns as much of a text as fits, with an ellipsis where something is left out */
export function shorten(text: string, room: Room): string {
  if (fits(text, room)) return text
  // An ellipsis is three bytes and one character.
  const [first = ''] = splitText(text, room, 3)
  return `${first}…`
}

/** Joins pieces as long as they fit together. */
function fill(pieces: readonly string[], glue: string, room: Room, spare: number): string[] {
  const filled: string[] = []
  for (const piece of pieces) {
    const last = filled.at(-1)
    const joined = last === undefined ? undefined : `${last}${glue}${piece}`
    if (joined !== undefined && fits(joined, room, spare)) filled[filled.length - 1] = joined
    else filled.push(piece)
  }
  return filled
}

function wordsOf(paragraph: string, room: Room, spare: number): string[] {
  const words = paragraph.split(/\s+/).filter((word) => word !== '')
  return words.flatMap((word) => (fits(word, room, spare) ? [word] : hack(word, room, spare)))
}

function hack(word: string, room: Room, spare: number): string[] {
  return fill(
    Array.from(graphemes.segment(word), ({ segment }) => segment),
    '',
    room,
    spare,
  )
}
