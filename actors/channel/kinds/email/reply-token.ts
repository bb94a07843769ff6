import { toBase32 } from '@switchboard/shared-types/ids'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { hmacSha256 } from '../wire/hmac.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const GOOD_FOR_DAYS = 30

/** A local part may have 64 octets (RFC 5321, 4.5.3.1.1). */
const MAX_LOCAL = 64

/**
 * The address to which answers go: `me+r<letter>-<day>-<signature>@example.org`. It tells the thread of mail whose
 * program drops the headers that would.
 *
 * @param thread a thread's key
 * @param at when it is made, in ms since the epoch: the same moment gives the same address
 * @returns null where the address has no room for it
 */
export async function replyAddress(
  address: string,
  thread: string,
  { key, channel, at }: { key: string; channel: ChannelId; at: number },
): Promise<string | null> {
  const [local, domain] = splitAddress(address)
  const day = Math.floor(at / DAY_MS).toString(36)
  const signed = `${local}+r${thread}-${day}-${await sign(key, channel, thread, day)}`
  return signed.length > MAX_LOCAL ? null : `${signed}@${domain}`
}

/** The thread key out of a signed address; null for any other, a forged or an old one. */
export async function threadOfReply(
  address: string,
  { key, channel, now }: { key: string; channel: ChannelId; now: number },
): Promise<string | null> {
  const found = /\+r([0-9a-z]{1,10})-([0-9a-z]{1,5})-([0-9a-z]{16})@/.exec(address.toLowerCase())
  const [, thread, day, signature] = found ?? []
  if (thread === undefined || day === undefined || signature === undefined) return null
  const age = Math.floor(now / DAY_MS) - Number.parseInt(day, 36)
  if (age < 0 || age > GOOD_FOR_DAYS) return null
  return (await sign(key, channel, thread, day)) === signature ? thread : null
}

/** 80 bits: an address is guessed by mail, one try each. */
async function sign(key: string, channel: ChannelId, thread: string, day: string): Promise<string> {
  const mac = await hmacSha256(key, new TextEncoder().encode(`${channel}\n${thread}\n${day}`))
  return toBase32(BigInt(`0x${mac.slice(0, 20)}`), 16).toLowerCase()
}

function splitAddress(address: string): [string, string] {
  const at = address.lastIndexOf('@')
  return [address.slice(0, at), address.slice(at + 1)]
}
