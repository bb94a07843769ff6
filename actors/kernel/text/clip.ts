/** @returns at most `length` UTF-16 units of a text, never half a surrogate pair (nor half of one that came broken). */
export function clip(text: string, length: number): string {
  const last = text.charCodeAt(length - 1)
  const splits = text.length > length && last >= 0xd800 && last <= 0xdbff
  return text.slice(0, splits ? length - 1 : length).toWellFormed()
}
