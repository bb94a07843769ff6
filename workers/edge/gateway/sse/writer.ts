import type { SseEvent } from './event.ts'

const LINE_END = /\r\n|\r|\n/

/** @returns an event as it stands on the wire, its blank line included */
export function writeEvent({ name, data }: SseEvent): string {
  const head = name === null ? '' : `event: ${name}\n`
  if (!LINE_END.test(data)) return `${head}data: ${data}\n\n`
  const lines = data.split(LINE_END).map((line) => `data: ${line}\n`)
  return `${head}${lines.join('')}\n`
}

/** @returns a comment: clients ignore it, and the connection stays in use */
export function writeComment(text: string): string {
  return `: ${text.replaceAll(/[\r\n]+/g, ' ')}\n\n`
}
