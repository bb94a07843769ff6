const encoder = new TextEncoder()

/** @returns whether `signature` is the HMAC-SHA256 of these bytes, in hex; compared in constant time. */
export async function isHmacSha256(secret: string, bytes: Uint8Array, signature: string): Promise<boolean> {
  const given = fromHex(signature)
  if (given === null || secret === '') return false
  return await crypto.subtle.verify('HMAC', await keyOf(secret, 'verify'), given, new Uint8Array(bytes))
}

/** @returns the HMAC-SHA256 of these bytes in lower-case hex. */
export async function hmacSha256(secret: string, bytes: Uint8Array): Promise<string> {
  const key = await keyOf(secret, 'sign')
  return toHex(new Uint8Array(await crypto.subtle.sign('HMAC', key, new Uint8Array(bytes))))
}

/** Compares two secrets in a time that says nothing about where they differ, nor how long the kept one is. */
export async function isSameSecret(kept: string, given: string): Promise<boolean> {
  const key = toHex(crypto.getRandomValues(new Uint8Array(32)))
  const mac = await hmacSha256(key, encoder.encode(kept))
  return await isHmacSha256(key, encoder.encode(given), mac)
}

async function keyOf(secret: string, usage: 'sign' | 'verify'): Promise<CryptoKey> {
  const raw = encoder.encode(secret)
  return await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, [usage])
}

/** By hand: Node has these methods of Uint8Array only since its version 25. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function fromHex(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^([0-9a-f]{2}){32}$/i.test(text)) return null
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
