import { lookup } from 'node:dns/promises'
import { readBlock } from '@switchboard/kernel/outbound/policy'
import { runtimeNetwork, type RuntimeNetwork } from '@switchboard/kernel/outbound/runtime-network'

/**
 * What the runtime itself may connect to. It knows addresses only, so the host names that the person named are
 * looked up here, once, at start.
 * @returns the lists, and the names that no address was found for
 */
export async function openNetwork(
  allowNetwork: readonly string[],
): Promise<{ network: RuntimeNetwork; unknown: readonly string[] }> {
  const names = allowNetwork.filter((entry) => readBlock(entry) === null)
  const found = await Promise.all(names.map(addressesOf))
  return {
    network: runtimeNetwork({ allow: [...allowNetwork, ...found.flat()] }),
    unknown: names.filter((_, index) => found[index]?.length === 0),
  }
}

async function addressesOf(name: string): Promise<string[]> {
  const found = await lookup(name, { all: true }).catch(() => [])
  return found.map(({ address }) => address)
}
