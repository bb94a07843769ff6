/** URL-safe base64 without padding (RFC 4648, 5). */
export function toBase64Url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: 'base64url', omitPadding: true })
}

/**
 * Reads base64 in the standard or the URL-safe alphabet.
 *
 * @returns null for anything but the one spelling of these bytes: spare bits that a decoder would ignore are refused
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const bare = text.replace(/={0,2}$/, '')
  if (!/^[\w+/-]*$/.test(bare) || bare.length % 4 === 1) return null
  const urlSafe = /[+/]/.test(bare) ? bare.replaceAll('+', '-').replaceAll('/', '_') : bare
  try {
    const padded = urlSafe.padEnd(Math.ceil(urlSafe.length / 4) * 4, '=')
    return Uint8Array.fromBase64(padded, { alphabet: 'base64url', lastChunkHandling: 'strict' })
  } catch {
    return null
  }
}
