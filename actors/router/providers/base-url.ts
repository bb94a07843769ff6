import { isBlockedHost } from '@switchboard/kernel/outbound/address'
import { allowsAddress, allowsName, readBlock } from '@switchboard/kernel/outbound/policy'
import type { OutboundPolicy } from '@switchboard/kernel/outbound/policy'
import { checkTarget } from '@switchboard/kernel/outbound/target'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'

export type BaseUrlError = 'provider.bad_url' | 'provider.blocked_address'

const NOWHERE: OutboundPolicy = { allow: [] }

/**
 * Judges where a provider is to be asked. A key is never sent in clear over the internet, so http leads only to networks
 * that the owner of this installation has opened.
 *
 * @returns the address without a slash at its end
 */
export function checkBaseUrl(address: string, policy: OutboundPolicy): Result<string, BaseUrlError> {
  const target = checkTarget(address, policy)
  if (!target.ok) {
    if (target.error.code !== 'outbound.blocked_address') return err('provider.bad_url', target.error.message)
    return err(
      'provider.blocked_address',
      `${target.error.message} Start Switchboard with --allow-network and the address of its network to open it.`,
    )
  }
  const url = target.value
  if (url.search !== '') return err('provider.bad_url', 'A base URL has no query.')
  if (url.protocol === 'http:' && !isOwnNetwork(url.hostname, policy)) {
    return err(
      'provider.bad_url',
      'A provider on the internet is reached over https, or its key could be read.',
    )
  }
  return ok(url.href.replace(/\/+$/, ''))
}

/** True for a host that is not on the internet, or that the policy names. */
function isOwnNetwork(host: string, policy: OutboundPolicy): boolean {
  if (isBlockedHost(host, NOWHERE)) return true
  const block = readBlock(host.replace(/^\[|\]$/g, ''))
  return block === null ? allowsName(policy, host) : allowsAddress(policy, block[0])
}
