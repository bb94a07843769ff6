/**
 * Readies a stranger's text to stand between `<tag>` and `</tag>` of a prompt.
 *
 * @param tags every one that the prompt uses
 * @returns the text, in which nothing looks like the beginning or the end of any of them
 */
export function quote(text: string, ...tags: readonly string[]): string {
  return text.replaceAll(new RegExp(`<(?=[\\s/]*(?:${tags.join('|')}))`, 'gi'), '‹')
}
