import type { HouseBuild } from '../../build/house.ts'
import type { RuntimeNetwork } from '@switchboard/kernel/outbound/runtime-network'
import { describeAssets } from '../assets/describe.ts'
import { capnp, type Value } from './capnp.ts'
import { STORAGE_SERVICE, workerOf } from './worker.ts'

/** The socket's name in the configuration and on the control channel. */
export const SOCKET = 'http'

const ASSETS_SERVICE = 'switchboard-assets'
const PAGE_SERVICE = 'page'
/** Bound to the Worker that listens; there is none on Cloudflare, where the network tells by itself. */
const DEPARTURES_SERVICE = 'departures'
const DEPARTURES_BINDING = 'DEPARTURES'

/** What the configuration depends on beside the builds. */
export interface HouseSettings {
  /** Where the public Worker listens, as `host:port`. */
  readonly listen: string
  /** The folder of the actors' SQLite files. */
  readonly storage: string
  readonly network: RuntimeNetwork
  /** Where it is told which clients have gone; null where nobody can tell. */
  readonly departures: string | null
  /** The classes of actors whose objects are never evicted. */
  readonly awake: readonly string[]
  /** Values above those of the Workers' wrangler.jsonc. */
  readonly vars: Readonly<Record<string, string>>
}

/**
 * Writes workerd's configuration of the whole house. The last Worker of the build, which binds all others, is the one
 * that listens.
 * @param configFolder where the text will be stored
 */
export function houseConfig(build: HouseBuild, settings: HouseSettings, configFolder: string): string {
  const entry = build.workers.at(-1)?.target.config
  if (entry === undefined) throw new Error('the house has no Workers')
  const workers = build.workers.map((built) => ({
    name: built.target.config.name,
    worker: workerOf(
      built,
      settings.vars,
      ASSETS_SERVICE,
      configFolder,
      settings.awake,
      built.target.config === entry ? departuresOf(settings) : [],
    ),
  }))
  const config: Value = {
    services: [
      ...workers,
      {
        name: ASSETS_SERVICE,
        worker: assetsOf(build, configFolder, entry.assets?.not_found_handling ?? 'none'),
      },
      { name: PAGE_SERVICE, disk: { path: build.page } },
      { name: STORAGE_SERVICE, disk: { path: settings.storage, writable: true } },
      ...(settings.departures === null
        ? []
        : [{ name: DEPARTURES_SERVICE, external: { address: settings.departures, http: {} } }]),
      {
        name: 'internet',
        network: {
          allow: settings.network.allow,
          deny: settings.network.deny,
          tlsOptions: { trustBrowserCas: true },
        },
      },
    ],
    sockets: [{ name: SOCKET, address: settings.listen, http: {}, service: entry.name }],
  }
  return `using Workerd = import "/workerd/workerd.capnp";\nconst config :Workerd.Config = ${capnp(config)};\n`
}

function assetsOf(build: HouseBuild, configFolder: string, notFound: string): Value {
  return {
    ...workerOf(build.assets, {}, ASSETS_SERVICE, configFolder),
    bindings: [
      { name: 'DISK', service: PAGE_SERVICE },
      { name: 'MANIFEST', json: JSON.stringify(describeAssets(build.page)) },
      { name: 'NOT_FOUND_HANDLING', text: notFound },
    ],
  }
}

function departuresOf({ departures }: HouseSettings): Value[] {
  return departures === null ? [] : [{ name: DEPARTURES_BINDING, service: DEPARTURES_SERVICE }]
}
