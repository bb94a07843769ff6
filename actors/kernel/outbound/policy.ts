import ipaddr from 'ipaddr.js'
import { err, ok, type Result } from '@switchboard/shared-types/result'

/**
 * What the owner of this installation opens beyond the public internet. Each entry is a CIDR block (`10.0.0.0/8`), one
 * address (`192.168.1.20`, `fd00::1`) or one exact host name (`rsshub`), and opens nothing but that. A named host that
 * resolves to a private address also needs its block in the runtime's own network (`--allow-network`).
 */
export interface OutboundPolicy {
  readonly allow: readonly string[]
}

export type Address = ipaddr.IPv4 | ipaddr.IPv6

/** A network address and the length of its prefix. */
export type Block = [Address, number]

const NAME = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/

/**
 * Reads the comma or space separated allow-list setting.
 *
 * @returns the policy, or `outbound.bad_policy` naming the entry that is neither block, address nor host name
 */
export function readOutboundPolicy(setting: string): Result<OutboundPolicy, 'outbound.bad_policy'> {
  const allow = setting
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map((entry) => entry.toLowerCase())
  const bad = allow.find((entry) => readBlock(entry) === null && !isName(entry))
  if (bad === undefined) return ok({ allow })
  return err('outbound.bad_policy', `"${bad}" is neither a network block, an address nor a host name.`)
}

/** True where an entry of the allow-list names this address or a block around it. */
export function allowsAddress(policy: OutboundPolicy, address: Address): boolean {
  return policy.allow.some((entry) => {
    const block = readBlock(entry)
    return block !== null && block[0].kind() === address.kind() && address.match(block)
  })
}

/** True where an entry of the allow-list is this host name (lower case, no trailing dot). */
export function allowsName(policy: OutboundPolicy, name: string): boolean {
  return policy.allow.some((entry) => entry.toLowerCase() === name)
}

/** Reads a CIDR block or a single address; null for a host name and for anything else. */
export function readBlock(entry: string): Block | null {
  if (ipaddr.IPv4.isValidCIDRFourPartDecimal(entry) || ipaddr.IPv6.isValidCIDR(entry))
    return ipaddr.parseCIDR(entry)
  if (ipaddr.IPv4.isValidFourPartDecimal(entry)) return [ipaddr.parse(entry), 32]
  if (ipaddr.IPv6.isValid(entry)) return [ipaddr.parse(entry), 128]
  return null
}

/** A last label of digits would be read as an IPv4 address by every URL parser, so it is not a name. */
function isName(entry: string): boolean {
  return NAME.test(entry) && !/(^|\.)(\d+|0x[0-9a-f]*)$/.test(entry)
}
