/** https://atproto.com/specs/tid */
const ALPHABET = '234567abcdefghijklmnopqrstuvwxyz'
const MICROSECONDS = 2n ** 53n

/**
 * The record key that belongs to something of ours: always the same one, so that a repetition is the same record.
 * @param at ISO 8601, so that keys sort as the things were made
 */
export async function tidOf(name: string, at: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(name)))
  const hash = digest.slice(0, 8).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  const ms = Date.parse(at)
  const micros = (BigInt(Number.isNaN(ms) ? 0 : ms) * 1000n + (hash % 1000n)) % MICROSECONDS
  return encode(micros * 1024n + ((hash >> 16n) % 1024n))
}

function encode(value: bigint): string {
  let text = ''
  for (let left = value; text.length < 13; left /= 32n) text = `${ALPHABET[Number(left % 32n)] ?? '2'}${text}`
  return text
}
