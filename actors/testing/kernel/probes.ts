import { env } from 'cloudflare:workers'
import type { DirectoryActor } from '@switchboard/directory/actor'
import type { ProbeActor } from './probe.ts'

interface ProbeEnv {
  readonly PROBE: DurableObjectNamespace<ProbeActor>
  readonly DIRECTORY: DurableObjectNamespace<DirectoryActor>
}

/** The bindings of the kernel's test host, which the product's host does not have. */
export const probes: ProbeEnv = bindings(env)

function bindings(found: object): ProbeEnv {
  if (!hasProbes(found)) throw new Error('only the vitest project "kernel" has probes')
  return found
}

function hasProbes(found: object): found is ProbeEnv {
  return 'PROBE' in found && 'DIRECTORY' in found
}
