import { quote } from '@switchboard/kernel/text/quote'

/** @returns a text as it may stand between the tags of a prompt: in none of them it looks like an end or another one */
export function material(text: string): string {
  return quote(text, 'talk', 'earlier', 'wish', 'answer')
}
