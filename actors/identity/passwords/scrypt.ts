import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { formatScrypt, memoryBytes, parseScrypt } from './phc.ts'
import type { ScryptHash } from './phc.ts'

/**
 * N = 2^14, r = 8, p = 5: 16 MiB, one of the equivalent settings that OWASP's Password Storage Cheat Sheet names. The
 * larger-N settings of that list would take an eighth of an isolate and more for one sign-in.
 */
const COST = { ln: 14, r: 8, p: 5 }
const SALT_BYTES = 16
const HASH_BYTES = 32

/** @returns a PHC string with a fresh salt */
export async function hashPassword(password: string): Promise<string> {
  const salt = new Uint8Array(randomBytes(SALT_BYTES))
  return formatScrypt({ ...COST, salt, hash: await derive(password, { ...COST, salt }, HASH_BYTES) })
}

/** @param stored may carry other parameters than today's; false for what is not a PHC string of scrypt */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const expected = parseScrypt(stored)
  if (expected === null) return false
  const actual = await derive(password, expected, expected.hash.length)
  return timingSafeEqual(actual, expected.hash)
}

function derive(
  password: string,
  cost: Pick<ScryptHash, 'ln' | 'r' | 'p' | 'salt'>,
  length: number,
): Promise<Uint8Array> {
  // The same password typed on another keyboard may come composed differently: NIST SP 800-63B section 5.1.1.2.
  const text = password.normalize('NFKC')
  const options = { N: 2 ** cost.ln, r: cost.r, p: cost.p, maxmem: memoryBytes(cost) }
  return new Promise((resolve, reject) => {
    scrypt(text, cost.salt, length, options, (failure, key) => {
      if (failure) reject(failure)
      else resolve(new Uint8Array(key))
    })
  })
}
