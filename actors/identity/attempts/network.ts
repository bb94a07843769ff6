import ipaddr from 'ipaddr.js'

/** Who has one IPv6 address has its whole /64: RFC 4291 section 2.5.4. */
const IPV6_PREFIX_PARTS = 4

/**
 * @param address as the edge saw it, null where it could not
 * @returns the name under which attempts from there are counted together
 */
export function networkOf(address: string | null): string {
  if (address === null || !ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  if (parsed instanceof ipaddr.IPv4) return parsed.toString()
  const prefix = parsed.parts.slice(0, IPV6_PREFIX_PARTS).map((part) => part.toString(16))
  return `${prefix.join(':')}::/64`
}
