/** Linux's word for a connection whose other side has sent its last byte, while this one may still answer. */
const CLOSE_WAIT = '08'

/**
 * Reads the kernel's table of connections (Linux, /proc/net/tcp and tcp6).
 * @param port the local port to look at
 * @returns who has closed their half of a connection to that port, as {@link peerKey} names them
 */
export function halfClosedPeers(table: string, port: number): string[] {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return table.split('\n').flatMap((line) => {
    const [, own, peer, state] = line.trim().split(/\s+/)
    return state === CLOSE_WAIT && own?.endsWith(local) && peer !== undefined ? [readPeer(peer)] : []
  })
}

/** @param peer an address with its port, as the runtime names a client: `127.0.0.1:4711`, `[::1]:4711` */
export function peerKey(peer: string): string {
  const colon = peer.lastIndexOf(':')
  return `${canonical(peer.slice(0, colon))}:${peer.slice(colon + 1)}`
}

/** The kernel writes an address as 32-bit words in the machine's byte order, which is little-endian wherever we run. */
function readPeer(field: string): string {
  const [address = '', port = ''] = field.split(':')
  const bytes = (address.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).toReversed())
  const text =
    bytes.length === 4
      ? bytes.map((byte) => Number.parseInt(byte, 16)).join('.')
      : `[${(bytes.join('').match(/.{4}/g) ?? []).join(':')}]`
  return `${canonical(text)}:${Number.parseInt(port, 16)}`
}

/** One way to write each address; an IPv4 one stays that within IPv6. */
function canonical(host: string): string {
  const { hostname } = new URL(`http://${host}`)
  const mapped = /^\[::ffff:(?<high>[0-9a-f]{1,4}):(?<low>[0-9a-f]{1,4})\]$/.exec(hostname)?.groups
  if (mapped === undefined) return hostname
  const [high, low] = [mapped['high'], mapped['low']].map((word) => Number.parseInt(word ?? '', 16))
  return [high ?? 0, low ?? 0].flatMap((word) => [word >> 8, word & 0xff]).join('.')
}
