const CHUNK = 8192

/**
 * Decodes UTF-32, which the Encoding Standard's TextDecoder leaves out. Code points outside of Unicode become U+FFFD;
 * a trailing partial unit is dropped.
 */
export function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const units = bytes.byteLength >> 2
  let text = ''
  for (let start = 0; start < units; start += CHUNK) {
    const points: number[] = []
    for (let i = start; i < Math.min(units, start + CHUNK); i++) {
      const point = view.getUint32(i * 4, littleEndian)
      const surrogate = point >= 0xd800 && point <= 0xdfff
      points.push(point > 0x10ffff || surrogate ? 0xfffd : point)
    }
    text += String.fromCodePoint(...points)
  }
  return text
}
