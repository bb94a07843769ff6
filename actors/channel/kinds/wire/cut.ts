/** The first `max` UTF-16 units of a text, without half a character at the end. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  const kept = text.slice(0, max)
  return kept.isWellFormed() ? kept : kept.slice(0, -1)
}
