import { fold } from './fold.ts'

/**
 * @param pattern a whole name, handle or address; `*` stands for any characters
 * @returns whether it is the name. Each piece between stars is looked for once, so no pattern takes long.
 */
export function matchPerson(pattern: string, name: string): boolean {
  const pieces = fold(pattern).split('*')
  const text = fold(name)
  const [first = '', ...rest] = pieces
  const last = rest.pop()
  if (last === undefined) return text === first
  if (text.length < first.length + last.length) return false
  if (!text.startsWith(first) || !text.endsWith(last)) return false
  return holdsInOrder(text.slice(first.length, text.length - last.length), rest)
}

function holdsInOrder(text: string, pieces: readonly string[]): boolean {
  let from = 0
  for (const piece of pieces) {
    const at = text.indexOf(piece, from)
    if (at === -1) return false
    from = at + piece.length
  }
  return true
}
