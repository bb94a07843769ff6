import { estimateTokens } from '@switchboard/kernel/model/estimate'
import { clip } from '@switchboard/kernel/text/clip'
import { material } from './material.ts'
import type { Said } from './said.ts'

/** Of one message, in characters: a mail with its quoted history is longer than what it says. */
const LONGEST_MESSAGE = 6_000
const LONGEST_NAME = 80

/** A talk as a model reads it. */
export interface Transcript {
  readonly text: string
  /** How many messages, the oldest ones, had no room. */
  readonly leftOut: number
}

/**
 * Writes messages down for a model, to stand between `<talk>` and `</talk>`: who said what and when. Nothing that
 * somebody writes looks like another's line or like the end of the talk.
 *
 * @param said in their order
 * @param budget in tokens, as estimated; the newest messages are kept, at least one
 */
export function transcribe(said: readonly Said[], budget: number): Transcript {
  const lines: string[] = []
  let left = budget
  for (const message of said.toReversed()) {
    const line = lineOf(message)
    left -= estimateTokens(line)
    if (left < 0 && lines.length > 0) break
    lines.unshift(line)
  }
  return { text: lines.join('\n'), leftOut: said.length - lines.length }
}

function lineOf({ at, author, direction, bot, nature, text }: Said): string {
  const name = clip(author.replaceAll(/\s+/g, ' ').trim(), LONGEST_NAME)
  const traits = [
    ...(direction === 'out' ? ['the person'] : []),
    ...(bot ? ['a bot'] : []),
    ...(nature === 'ordinary' ? [] : [nature]),
  ]
  const who = traits.length === 0 ? name : `${name} (${traits.join(', ')})`
  const body = clip(text, LONGEST_MESSAGE)
    .trim()
    .replaceAll(/\r\n?|\n/g, '\n    ')
  return material(`- ${at} ${who}: ${body}`)
}
