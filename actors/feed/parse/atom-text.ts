import type { RawText, TextType } from './raw.ts'

/** Atom's type attribute, media types included, as one of ours. RFC 4287, section 3.1.1: absent means text. */
function readTextType(type: string): TextType {
  if (type === 'xhtml' || type === 'application/xhtml+xml') return 'xhtml'
  if (type === 'html' || type === 'text/html') return 'html'
  return type === 'text' || type === 'text/plain' ? 'text' : 'unknown'
}

const TEXTUAL = /^(?:text|html|xhtml|escaped|xml|text\/.*|.*[+/]xml|application\/json)$/
const BINARY = /^(?:image|audio|video|font)\/|octet-stream$|pdf$|zip$/
const BASE64 = /^[a-z0-9+/\s]+={0,2}\s*$/i

/**
 * An Atom text construct. Content of a type that is not text is base64 (RFC 4287, section 4.1.3.3; Atom 0.3 says
 * `mode="base64"`): it is kept where it turns out to be text after all, which some generators send.
 */
export function toAtomText(
  value: string,
  type: string | null,
  mode: string | null,
  base: string | null,
): RawText | null {
  const name = type?.toLowerCase().split(';')[0]?.trim() || 'text'
  if (mode !== 'base64' && TEXTUAL.test(name)) return { value, type: readTextType(name), base }
  const decoded = decodeBase64Text(value)
  if (decoded === null) return BINARY.test(name) ? null : { value, type: readTextType(name), base }
  const decodedType = readTextType(name)
  return { value: decoded, type: decodedType === 'text' ? 'unknown' : decodedType, base }
}

function decodeBase64Text(value: string): string | null {
  if (!BASE64.test(value)) return null
  try {
    const bytes = Uint8Array.from(atob(value.replace(/\s+/g, '')), (char) => char.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    return null
  }
}
