import { fold } from './fold.ts'

/** Scripts that put no space between words: there a word may stand inside a longer run. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u
const WORDLIKE = /[\p{L}\p{N}_]/u

/**
 * @param said a text as `fold` gives it
 * @returns whether it says a word or phrase, whole and whatever its case
 */
export function saysWords(words: string, said: string): boolean {
  const sought = fold(words)
  if (sought === '') return false
  for (let at = said.indexOf(sought); at !== -1; at = said.indexOf(sought, at + 1)) {
    if (standsAlone(said, at, at + sought.length)) return true
  }
  return false
}

function standsAlone(text: string, from: number, to: number): boolean {
  const first = charAt(text, from)
  const last = charBefore(text, to)
  return !(joins(charBefore(text, from)) && joins(first)) && !(joins(last) && joins(charAt(text, to)))
}

function joins(char: string): boolean {
  return WORDLIKE.test(char) && !UNSPACED.test(char)
}

function charAt(text: string, at: number): string {
  const code = text.codePointAt(at)
  return code === undefined ? '' : String.fromCodePoint(code)
}

function charBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1)
  const isPair = low >= 0xdc00 && low <= 0xdfff
  return at === 0 ? '' : charAt(text, isPair ? at - 2 : at - 1)
}
