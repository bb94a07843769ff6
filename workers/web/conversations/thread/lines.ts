import type { Message } from '@switchboard/shared-types/api/conversations/message'

/** What stands in a thread, from top to bottom. */
export type Line =
  | { readonly kind: 'day'; readonly key: string; readonly text: string }
  /** A long silence within a day. */
  | { readonly kind: 'pause'; readonly key: string }
  | {
      readonly kind: 'message'
      readonly key: string
      readonly message: Message
      /** The author stands above already. */
      readonly goesOn: boolean
    }

const TOGETHER_MS = 5 * 60_000

/** Groups messages, oldest first, by day and by episode. @param now milliseconds since 1970 */
export function linesOf(messages: readonly Message[], now: number): Line[] {
  const lines: Line[] = []
  let before: Message | undefined
  for (const message of messages) {
    const day = dayOf(message.at)
    const isNewDay = before === undefined || dayOf(before.at) !== day
    const isNewEpisode = before !== undefined && before.episode !== message.episode
    if (isNewDay) lines.push({ kind: 'day', key: `day ${message.id}`, text: dayWords(message.at, now) })
    else if (isNewEpisode) lines.push({ kind: 'pause', key: `pause ${message.id}` })
    const goesOn = before !== undefined && !isNewDay && !isNewEpisode && belongsTo(before, message)
    lines.push({ kind: 'message', key: message.id, message, goesOn })
    before = message
  }
  return lines
}

function belongsTo(before: Message, message: Message): boolean {
  return (
    before.direction === message.direction &&
    before.author.key === message.author.key &&
    Date.parse(message.at) - Date.parse(before.at) < TOGETHER_MS
  )
}

function dayOf(iso: string): string {
  return new Date(iso).toDateString()
}

function dayWords(iso: string, now: number): string {
  const day = dayOf(iso)
  if (day === new Date(now).toDateString()) return 'Today'
  const yesterday = new Date(now)
  yesterday.setDate(yesterday.getDate() - 1)
  if (day === yesterday.toDateString()) return 'Yesterday'
  const date = new Date(iso)
  const sameYear = date.getFullYear() === new Date(now).getFullYear()
  return date.toLocaleDateString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  })
}
