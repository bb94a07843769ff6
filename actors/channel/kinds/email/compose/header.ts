import { encodeWords } from './encode-words.ts'

const MAX_LINE = 76

/** One line of printable characters: line breaks and control characters, which would begin a header, become a space. */
export function oneLine(value: string): string {
  return value
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .toWellFormed()
    .trim()
}

/** A header of free text (RFC 5322, 2.2): as it is where it is short ASCII, else as encoded words (RFC 2047). */
export function textHeader(name: string, value: string): string {
  const line = oneLine(value)
  const isPlain = /^[ -~]*$/.test(line) && !line.includes('=?') && !/ {2}/.test(line)
  return isPlain && name.length + 2 + line.length <= MAX_LINE
    ? `${name}: ${line}`
    : `${name}: ${encodeWords(line)}`
}

const ADDRESS = /^[^\s<>()[\],;:\\"@]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i

/** Whether an address can stand in a header and an envelope as it is: ASCII, one `@`, no quoting. */
export function isPlainAddress(address: string): boolean {
  return address.length <= 254 && /^[!-~]+$/.test(address) && ADDRESS.test(address)
}

/**
 * A header of addresses, one a line.
 * @throws for an address that is none: callers check with isPlainAddress first
 */
export function addressHeader(name: string, addresses: readonly string[], displayName?: string): string {
  for (const address of addresses) if (!isPlainAddress(address)) throw new Error('not a plain address')
  const written = addresses.map((address) =>
    displayName === undefined || oneLine(displayName) === ''
      ? address
      : `${encodeWords(oneLine(displayName))} <${address}>`,
  )
  return `${name}: ${written.join(',\r\n ')}`
}

/** A header of message ids, one a line; what is no id in angle brackets is left out. null when none is left. */
export function idsHeader(name: string, ids: readonly string[]): string | null {
  const safe = ids.filter((id) => /^<[!-;=?-~]{1,400}>$/.test(id))
  return safe.length === 0 ? null : `${name}: ${safe.join('\r\n ')}`
}
