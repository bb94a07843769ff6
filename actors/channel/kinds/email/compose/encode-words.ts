/** 45 bytes are 60 characters of base64, so that a word stays within RFC 2047's 75. */
const MAX_BYTES = 45

/** UTF-8 text as encoded words (RFC 2047), folded; a character never lies in two words. */
export function encodeWords(text: string): string {
  return chunksOf(text)
    .map((chunk) => `=?utf-8?B?${new TextEncoder().encode(chunk).toBase64()}?=`)
    .join('\r\n ')
}

function chunksOf(text: string): string[] {
  const chunks: string[] = []
  let chunk = ''
  let size = 0
  for (const char of text) {
    const bytes = new TextEncoder().encode(char).byteLength
    if (size + bytes > MAX_BYTES) {
      chunks.push(chunk)
      chunk = ''
      size = 0
    }
    chunk += char
    size += bytes
  }
  return chunk === '' ? chunks : [...chunks, chunk]
}
