/** A hashed password with everything that is needed to check it. */
export interface ScryptHash {
  /** log2 of scrypt's N. */
  readonly ln: number
  readonly r: number
  readonly p: number
  readonly salt: Uint8Array
  readonly hash: Uint8Array
}

const SCRYPT = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/
const SALT_BYTES = { min: 8, max: 64 }
const HASH_BYTES = { min: 16, max: 64 }
/** An isolate has 128 MiB, shared by everything that runs in it. */
const MAX_MEMORY_BYTES = 64 * 1024 * 1024

/** Memory that scrypt needs, RFC 7914 section 2. */
export function memoryBytes({ ln, r, p }: Pick<ScryptHash, 'ln' | 'r' | 'p'>): number {
  return 128 * r * (2 ** ln + p + 2)
}

/** Writes `$scrypt$ln=14,r=8,p=5$<salt>$<hash>`, the PHC string format. */
export function formatScrypt({ ln, r, p, salt, hash }: ScryptHash): string {
  return `$scrypt$ln=${ln},r=${r},p=${p}$${encode(salt)}$${encode(hash)}`
}

/** @returns null for anything but a well-formed scrypt string whose cost an isolate can bear */
export function parseScrypt(text: string): ScryptHash | null {
  const match = SCRYPT.exec(text)
  if (match === null) return null
  const [, ln = '', r = '', p = '', salt = '', hash = ''] = match
  const read = { ln: Number(ln), r: Number(r), p: Number(p), salt: decode(salt), hash: decode(hash) }
  return isBearable(read) && formatScrypt(read) === text ? read : null
}

function isBearable(read: ScryptHash): boolean {
  return (
    Math.min(read.ln, read.r, read.p) >= 1 &&
    memoryBytes(read) <= MAX_MEMORY_BYTES &&
    isWithin(read.salt, SALT_BYTES) &&
    isWithin(read.hash, HASH_BYTES)
  )
}

function isWithin(bytes: Uint8Array, { min, max }: { min: number; max: number }): boolean {
  return bytes.length >= min && bytes.length <= max
}

function encode(bytes: Uint8Array): string {
  return bytes.toBase64({ omitPadding: true })
}

/** Lenient: what is not canonical does not survive the comparison with its own re-encoding. */
function decode(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'))
}
