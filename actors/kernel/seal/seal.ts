import { err, ok, type Result } from '@switchboard/shared-types/result'
import { fromBase64, toBase64Url } from './base64.ts'
import type { KeyRing, SealingKey } from './key-ring.ts'

/** What a sealed value belongs to; it opens nowhere else, so values swapped between owners or fields stay shut. */
export interface SealContext {
  readonly ownerId: string
  readonly field: string
}

export type SealErrorCode = 'seal.malformed' | 'seal.unknown_key' | 'seal.not_authentic'

interface Envelope {
  readonly keyId: string
  readonly iv: Uint8Array<ArrayBuffer>
  readonly ciphertext: Uint8Array<ArrayBuffer>
}

const VERSION = 's1'
/** 96 random bits: NIST SP 800-38D, 8.2.2; good for 2^32 values under one key. */
const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * Seals secrets at rest with AES-256-GCM. A sealed value reads `s1.<key id>.<base64url of IV, ciphertext and tag>`;
 * version, key id and context are authenticated with it.
 */
export class Sealer {
  readonly #ring: KeyRing

  constructor(ring: KeyRing) {
    this.#ring = ring
  }

  /** Seals under the current key; sealing the same text twice gives two different values. */
  async seal(plaintext: string, context: SealContext): Promise<string> {
    const [key] = this.#ring
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
    const bytes = new TextEncoder().encode(plaintext)
    const ciphertext = await crypto.subtle.encrypt(cipher(iv, key.id, context), await importKey(key), bytes)
    return `${VERSION}.${key.id}.${toBase64Url(new Uint8Array([...iv, ...new Uint8Array(ciphertext)]))}`
  }

  /**
   * Opens a value under whichever key of the ring sealed it.
   *
   * @returns the plaintext; `seal.malformed` for what no sealer wrote, `seal.unknown_key` where its key has left the
   *   ring, `seal.not_authentic` for a value that was altered or belongs to another owner or field
   */
  async open(sealed: string, context: SealContext): Promise<Result<string, SealErrorCode>> {
    const envelope = readEnvelope(sealed)
    if (envelope === null) return err('seal.malformed', 'This is not a sealed value.')
    const key = this.#ring.find(({ id }) => id === envelope.keyId)
    if (key === undefined) {
      return err('seal.unknown_key', `No key named "${envelope.keyId}" is configured.`, {
        keyId: envelope.keyId,
      })
    }
    const plaintext = await decrypt(envelope, key, context)
    if (plaintext === null) {
      return err('seal.not_authentic', 'This sealed value was altered or belongs to another owner or field.')
    }
    return ok(plaintext)
  }

  /** True for a value that the current key did not seal, so that it is sealed anew when it is next opened. */
  needsRotation(sealed: string): boolean {
    return sealed.split('.', 2)[1] !== this.#ring[0].id
  }
}

/** @returns null where the tag does not match: WebCrypto reports that as OperationError and nothing else */
async function decrypt(envelope: Envelope, key: SealingKey, context: SealContext): Promise<string | null> {
  const { iv, ciphertext, keyId } = envelope
  const cryptoKey = await importKey(key)
  try {
    const bytes = await crypto.subtle.decrypt(cipher(iv, keyId, context), cryptoKey, ciphertext)
    return new TextDecoder().decode(bytes)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return null
    throw error
  }
}

function cipher(iv: Uint8Array<ArrayBuffer>, keyId: string, { ownerId, field }: SealContext) {
  const additionalData = new TextEncoder().encode(JSON.stringify([VERSION, keyId, ownerId, field]))
  return { name: 'AES-GCM', iv, additionalData, tagLength: TAG_BYTES * 8 }
}

/** A key is imported once per isolate: importing costs as much as opening. */
const imported = new WeakMap<SealingKey, CryptoKey>()

async function importKey(key: SealingKey): Promise<CryptoKey> {
  const known = imported.get(key)
  if (known !== undefined) return known
  const cryptoKey = await crypto.subtle.importKey('raw', key.bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
  imported.set(key, cryptoKey)
  return cryptoKey
}

function readEnvelope(sealed: string): Envelope | null {
  const [version, keyId, text, ...rest] = sealed.split('.')
  if (version !== VERSION || keyId === undefined || text === undefined || rest.length > 0) return null
  const bytes = /^[\w-]+$/.test(text) ? fromBase64(text) : null
  if (bytes === null || bytes.byteLength < IV_BYTES + TAG_BYTES) return null
  return { keyId, iv: bytes.slice(0, IV_BYTES), ciphertext: bytes.slice(IV_BYTES) }
}
