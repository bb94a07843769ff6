import { err, ok, type Result } from '@switchboard/shared-types/result'
import { fromBase64 } from './base64.ts'

export interface SealingKey {
  readonly id: string
  /** 32 bytes: AES-256. */
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** At least one key; the first seals, each of them opens. */
export type KeyRing = readonly [SealingKey, ...SealingKey[]]

const KEY_ID = /^[\w-]{1,32}$/

/**
 * Reads the setting `keyId:base64key[,keyId:base64key]`. To rotate, put a new key in front and keep the old one until
 * nothing sealed under it is left.
 *
 * @returns the ring, or `seal.bad_config` naming the position of the bad entry: no part of an entry is repeated, for a
 *   misplaced colon makes a part of the key look like its name
 */
export function readKeyRing(setting: string): Result<KeyRing, 'seal.bad_config'> {
  const keys: SealingKey[] = []
  for (const [index, entry] of setting.split(',').entries()) {
    const key = readKey(entry.trim())
    if (typeof key === 'string') return err('seal.bad_config', `Sealing key ${index + 1} ${key}.`)
    if (keys.some(({ id }) => id === key.id)) {
      return err('seal.bad_config', `Sealing key ${index + 1} has the name of an earlier one.`)
    }
    keys.push(key)
  }
  const [current, ...older] = keys
  return current === undefined ? err('seal.bad_config', 'There is no sealing key.') : ok([current, ...older])
}

/** @returns the key, or what is wrong with the entry */
function readKey(entry: string): SealingKey | string {
  const colon = entry.indexOf(':')
  const id = entry.slice(0, colon)
  if (colon === -1 || !KEY_ID.test(id))
    return 'does not begin with a name of letters, digits, "-" or "_" and a colon'
  const bytes = fromBase64(entry.slice(colon + 1))
  if (bytes === null) return 'is not base64'
  return bytes.byteLength === 32 ? { id, bytes } : `has ${bytes.byteLength} bytes instead of 32`
}
