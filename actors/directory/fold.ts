/** Text as searches compare it: no matter of case or of how a character is composed, in any script. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
