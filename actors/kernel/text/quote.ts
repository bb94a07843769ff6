/**
 * Readies a stranger's text to stand between `<tag>` and `</tag>` of a prompt.
 *
 * @returns the text, in which nothing looks like the tag's beginning or end
 */
export function quote(text: string, tag: string): string {
  return text.replaceAll(new RegExp(`<(?=[\\s/]*${tag})`, 'gi'), '‹')
}
