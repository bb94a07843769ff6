/**
 * Addresses that are not on the public internet but that a runtime's own "public" network still lets through
 * (workerd 2026-11-02: measured), so a generated workerd configuration lists them under `deny`. In workerd the longest
 * matching prefix wins between allow and deny. NAT64 and 6to4 are denied only where they wrap a private IPv4 address:
 * on an IPv6-only network all of IPv4 is reached through 64:ff9b::/96.
 */
export const RUNTIME_DENIED_NETWORKS: readonly string[] = [
  '0.0.0.0/8',
  '168.63.129.16/32',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '::/96',
  '64:ff9b::/104',
  '64:ff9b::a00:0/104',
  '64:ff9b::6440:0/106',
  '64:ff9b::7f00:0/104',
  '64:ff9b::a9fe:0/112',
  '64:ff9b::ac10:0/108',
  '64:ff9b::c0a8:0/112',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/32',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  'fec0::/10',
  'ff00::/8',
]

/** Names that only ever mean this machine, this network or a cloud's metadata service; each also covers its subdomains. */
export const INTERNAL_NAMES: readonly string[] = [
  'localhost', // RFC 6761
  'localdomain',
  'local', // RFC 6762
  'internal', // reserved by ICANN 2024; metadata.google.internal, *.ec2.internal
  'home.arpa', // RFC 8375
  'intranet', // RFC 6762 appendix G, from here
  'private',
  'corp',
  'home',
  'lan',
  'metadata.goog',
]

/** Azure's host agent answers with credentials on an address from the public range. */
export const METADATA_ADDRESSES: readonly string[] = ['168.63.129.16']

/** Ports of other protocols, to which no browser speaks HTTP either: https://fetch.spec.whatwg.org/#port-blocking. */
export const BLOCKED_PORTS: ReadonlySet<number> = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
])
