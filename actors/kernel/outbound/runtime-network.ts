import { readBlock, type Block, type OutboundPolicy } from './policy.ts'
import { RUNTIME_DENIED_NETWORKS } from './special-use.ts'

/** The two lists of a `network` service in a workerd configuration. */
export interface RuntimeNetwork {
  readonly allow: readonly string[]
  readonly deny: readonly string[]
}

/**
 * The wall behind the guard: what workerd itself connects to, checked after DNS. It knows blocks, not names, so a host
 * that the policy names opens here only together with the block of its address. Of several matching entries the one
 * with the longest prefix counts, so a denied network inside an allowed one is left out.
 */
export function runtimeNetwork(policy: OutboundPolicy): RuntimeNetwork {
  const opened = policy.allow.map(readBlock).filter((block) => block !== null)
  const deny = RUNTIME_DENIED_NETWORKS.filter((network) => {
    const denied = readBlock(network)
    return denied !== null && !opened.some((block) => contains(block, denied))
  })
  return { allow: ['public', ...opened.map(([address, length]) => `${address.toString()}/${length}`)], deny }
}

function contains([outer, outerLength]: Block, [inner, innerLength]: Block): boolean {
  return outer.kind() === inner.kind() && outerLength <= innerLength && inner.match([outer, outerLength])
}
