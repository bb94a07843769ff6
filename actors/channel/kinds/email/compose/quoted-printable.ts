const MAX_LINE = 76

/** Text as quoted-printable (RFC 2045, 6.7) in UTF-8: ASCII, CRLF, no line over 76 characters. */
export function quotedPrintable(text: string): string {
  return text
    .toWellFormed()
    .split(/\r\n|\r|\n/)
    .map((line) => softBreaks(encodeLine(line)))
    .join('\r\n')
}

/** Each element stands for one byte. */
function encodeLine(line: string): string[] {
  const bytes = new TextEncoder().encode(line)
  return Array.from(bytes, (byte, index) => {
    const isBlank = byte === 0x20 || byte === 0x09
    const isPlain = (byte >= 0x21 && byte <= 0x7e && byte !== 0x3d) || isBlank
    // A blank at the end would be lost, a dot or "From " at the beginning changed, by servers on the way.
    const isUnsafe =
      (isBlank && index === bytes.length - 1) || (index === 0 && (byte === 0x2e || byte === 0x46))
    return isPlain && !isUnsafe
      ? String.fromCharCode(byte)
      : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
  })
}

function softBreaks(units: readonly string[]): string {
  let result = ''
  let length = 0
  for (const unit of units) {
    if (length + unit.length >= MAX_LINE) {
      result += '=\r\n'
      length = 0
    }
    result += unit
    length += unit.length
  }
  return result
}
