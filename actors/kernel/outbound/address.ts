import ipaddr from 'ipaddr.js'
import { allowsAddress, allowsName, type Address, type OutboundPolicy } from './policy.ts'
import { INTERNAL_NAMES, METADATA_ADDRESSES } from './special-use.ts'

const GLOBAL_UNICAST_V6: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3]

/**
 * Judges the host of a parsed URL. The WHATWG parser has already folded decimal, octal, hexadecimal, short, full-width
 * and percent-encoded IPv4 forms; IPv6 forms and names are judged here.
 *
 * A name is only judged by its spelling: a Worker can neither resolve it nor pin what it resolves to. The wall behind
 * this guard is the network of the runtime, which refuses private peers at connect time, after DNS (workerd's
 * `network` service; Cloudflare's own egress).
 *
 * @param host `URL.hostname`: an IPv6 address comes in brackets
 */
export function isBlockedHost(host: string, policy: OutboundPolicy): boolean {
  const bare = host.startsWith('[') ? host.slice(1, -1) : host
  if (ipaddr.isValid(bare)) return isBlockedAddress(ipaddr.parse(bare), policy)
  const name = bare.replace(/\.$/, '').toLowerCase()
  return isInternalName(name) && !allowsName(policy, name)
}

/** A mapped address reaches the same peer as the IPv4 address it carries, so it is judged as that one. */
function isBlockedAddress(address: Address, policy: OutboundPolicy): boolean {
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()) {
    return isBlockedAddress(address.toIPv4Address(), policy)
  }
  return !isPublic(address) && !allowsAddress(policy, address)
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast' || METADATA_ADDRESSES.includes(address.toString())) return false
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST_V6)
}

/** A name without a dot is completed by the machine's search domain, so it never means a public site. */
function isInternalName(name: string): boolean {
  return (
    !name.includes('.') ||
    INTERNAL_NAMES.some((internal) => name === internal || name.endsWith(`.${internal}`))
  )
}
