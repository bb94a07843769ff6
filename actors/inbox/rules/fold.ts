/** @returns a text as it is compared: letters of both cases and of both widths are the same, runs of space are one */
export function fold(text: string): string {
  return text.normalize('NFKC').toUpperCase().toLowerCase().replaceAll(/\s+/g, ' ').trim()
}
