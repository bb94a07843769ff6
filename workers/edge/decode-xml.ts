/** Byte order marks (https://encoding.spec.whatwg.org/#bom-sniff). */
const MARKS: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16be', [0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
]
const CHARSET = /charset\s*=\s*"?(?<label>[\w.:-]+)/i
const DECLARED = /^<\?xml[^>]*?\sencoding\s*=\s*["'](?<label>[\w.:-]+)/
const DECLARATION_LENGTH = 256

/**
 * Decodes an XML document by its byte order mark, else the Content-Type's charset, else its XML declaration (RFC 7303
 * section 3). An encoding nobody knows reads as UTF-8.
 */
export function decodeXml(document: ArrayBuffer, contentType: string | undefined): string {
  const bytes = new Uint8Array(document)
  const labels = [
    MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0],
    CHARSET.exec(contentType ?? '')?.groups?.['label'],
    DECLARED.exec(new TextDecoder('latin1').decode(bytes.subarray(0, DECLARATION_LENGTH)))?.groups?.['label'],
  ]
  for (const label of labels) {
    const decoder = label === undefined ? null : decoderOf(label)
    if (decoder !== null) return decoder.decode(bytes)
  }
  return new TextDecoder().decode(bytes)
}

function decoderOf(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label)
  } catch {
    return null
  }
}
