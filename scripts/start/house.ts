import { totalmem } from 'node:os'
import path from 'node:path'
import { buildHouse, type HouseBuild } from '../build/house.ts'
import { houseWorkers } from '../build/targets.ts'
import { BuildFailure } from '../build/tool.ts'
import { watchDepartures } from './departures/departures.ts'
import { StartFailure } from './failure.ts'
import { writeAtomically } from './files.ts'
import { authority, claimAddress, localUrl, type ListenAddress } from './listen.ts'
import { lockState, type StateLock } from './lock.ts'
import type { StartOptions } from './options.ts'
import { say } from './say.ts'
import { openSecrets } from './secrets.ts'
import { openStateFolder, type StateFolder } from './state-folder.ts'
import { houseConfig } from './runtime/house-config.ts'
import { openNetwork } from './runtime/network.ts'
import { spreadOverdueAlarms } from './runtime/overdue-alarms.ts'
import { startRuntime, type Runtime } from './runtime/runtime.ts'
import { keptAwake } from './runtime/stay-awake.ts'
import { openFilesLimit, wakesPerSecond } from './runtime/wake-rate.ts'
import { ownClasses } from './runtime/worker.ts'

/** Feeds wake by themselves again and again; a router that sleeps delays the next call of an agent. */
const AWAKE = ['FeedActor', 'RouterActor']

/** Everything a house needs that stays the same while it is rebuilt: its address, folder, lock, settings and secrets. */
export interface Ground {
  readonly address: ListenAddress
  readonly url: string
  readonly state: StateFolder
  readonly lock: StateLock
  readonly options: StartOptions
  readonly secrets: Readonly<Record<string, string>>
}

/**
 * Checks and takes everything that may not be there: the state folder first, since nothing can be told about it later.
 * @throws StartFailure, one for each thing that can be wrong
 */
export async function prepareGround(options: StartOptions, version: string): Promise<Ground> {
  const state = openStateFolder(options.state, version)
  const lock = await lockState(state.root)
  const address = await claimAddress(options.host, options.port)
  const required = houseWorkers().flatMap(({ config }) => config.secrets.required)
  const { secrets, made } = openSecrets(state.root, required)
  if (made.length > 0) say(`made the secrets ${made.join(', ')}; they are kept in ${state.root}/secrets.json`)
  return { address, url: localUrl(address), state, lock, options, secrets }
}

/** @throws StartFailure after the tool's own words on stderr, where a source does not build */
export async function buildOrExplain(): Promise<HouseBuild> {
  try {
    return await buildHouse()
  } catch (thrown) {
    if (!(thrown instanceof BuildFailure)) throw thrown
    process.stderr.write(`${thrown.output}\n`)
    throw new StartFailure('build', thrown.message)
  }
}

/** Runs a built house on its ground; the house listens when this returns. */
export async function openHouse(build: HouseBuild, ground: Ground): Promise<Runtime> {
  const { options, state, lock } = ground
  const { network, unknown } = await openNetwork(options.allowNetwork)
  for (const name of unknown)
    say(`--allow-network: no address was found for ${name}; a private one stays closed`)
  const folders = classFolders(build, state)
  const departures = await watchDepartures(ground.address)
  const settings = {
    listen: authority(ground.address),
    departures: departures?.address ?? null,
    storage: state.actors,
    network,
    awake: awakeClasses(folders),
    vars: varsOf(options, ground.url),
  }
  const configFile = path.join(state.root, 'workerd.capnp')
  writeAtomically(configFile, houseConfig(build, settings, state.root))
  spreadAlarms([...folders.values()])
  const runtime = await startRuntime(configFile, ground.secrets, (pid) => lock.noteRuntime(pid))
  void runtime.ended.then(() => departures?.close())
  return runtime
}

/** The settings that an option sets, by the name the Workers know them by. */
function varsOf(options: StartOptions, url: string): Record<string, string> {
  const vars = {
    ALLOW_NETWORK: options.allowNetwork.join(','),
    RSSHUB_BASE_URL: options.rsshub,
    REGISTRATION: options.registration,
    PUBLIC_URL: options.publicUrl ?? url,
  }
  return Object.fromEntries(
    Object.entries(vars).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** Where the runtime keeps the objects of each class. */
function classFolders(build: HouseBuild, state: StateFolder): ReadonlyMap<string, string> {
  const folders = build.workers.flatMap(({ target: { config } }) =>
    ownClasses(config).map((name): [string, string] => [
      name,
      path.join(state.actors, `${config.name}-${name}`),
    ]),
  )
  return new Map(folders)
}

function awakeClasses(folders: ReadonlyMap<string, string>): string[] {
  const classes = AWAKE.map((name) => ({ name, folder: folders.get(name) ?? '' }))
  return keptAwake(classes, { memoryBytes: totalmem(), openFiles: openFilesLimit() })
}

function spreadAlarms(folders: readonly string[]): void {
  const perSecond = wakesPerSecond(openFilesLimit())
  const late = spreadOverdueAlarms(folders, perSecond)
  if (late > perSecond)
    say(`${late} alarms fell due meanwhile; they run over the next ${Math.ceil(late / perSecond)} s`)
}
