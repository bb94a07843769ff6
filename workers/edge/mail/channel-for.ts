import { ChannelId } from '@switchboard/shared-types/ids'

/**
 * The channel that an envelope's recipient names: `anything+01J...@example.org` carries the channel's id itself, behind
 * the first `+`; any other address is looked up without what stands behind its `+`.
 *
 * @param addresses lower-case addresses of channels
 * @returns null for an address of nobody
 */
export function channelFor(recipient: string, addresses: ReadonlyMap<string, ChannelId>): ChannelId | null {
  const [, local = '', tag, domain = ''] = /^([^+@]+)(?:\+([^@]*))?@([^@]+)$/.exec(recipient.trim()) ?? []
  const known = addresses.get(`${local}@${domain}`.toLowerCase())
  if (known !== undefined) return known
  const named = ChannelId.safeParse(`chn_${(tag ?? '').toUpperCase()}`)
  return named.success ? named.data : null
}
