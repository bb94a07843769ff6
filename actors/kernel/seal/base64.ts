/** URL-safe base64 without padding (RFC 4648, 5). */
export function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/**
 * Reads base64 in the standard or the URL-safe alphabet.
 *
 * @returns null for anything but the one spelling of these bytes: spare bits that a decoder would ignore are refused
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const urlSafe = text
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/={0,2}$/, '')
  if (!/^[\w-]*$/.test(urlSafe) || urlSafe.length % 4 === 1) return null
  const binary = atob(urlSafe.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
  return toBase64Url(bytes) === urlSafe ? bytes : null
}
