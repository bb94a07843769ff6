// `just dev`: the server of `npm start`, rebuilt and restarted whenever a source changes. The state stays.
import { projectVersion } from '../build/project.ts'
import type { HouseBuild } from '../build/house.ts'
import { EXIT, StartFailure } from '../start/failure.ts'
import { buildOrExplain, openHouse, prepareGround, type Ground } from '../start/house.ts'
import { readOptions } from '../start/options.ts'
import type { Runtime } from '../start/runtime/runtime.ts'
import { say } from '../start/say.ts'
import { stopRequested } from '../start/stop.ts'
import { watchSources } from './watch.ts'

/** Nobody but the developer waits for an answer. */
const RELOAD_GRACE_MS = 100

/** A runtime and what it runs. */
interface Serving {
  readonly runtime: Runtime
  readonly folders: string
  ended: boolean
}

/** Serves until a signal. A source that does not build leaves the last one that did in service. */
async function develop(ground: Ground, stopped: Promise<undefined>): Promise<void> {
  const sources = watchSources()
  let serving = await renew(ground, undefined)
  say(`${ground.url} follows every change of a source; Ctrl-C stops it`)
  while (await Promise.race([sources.next().then(() => true), stopped])) {
    serving = await renew(ground, serving)
  }
  await serving?.runtime.stop()
}

async function renew(ground: Ground, before: Serving | undefined): Promise<Serving | undefined> {
  const began = performance.now()
  const build = await attempt(buildOrExplain)
  if (build === undefined) return before
  const folders = foldersOf(build)
  if (before?.folders === folders && !before.ended) return before
  await before?.runtime.stop(RELOAD_GRACE_MS)
  const runtime = await attempt(() => openHouse(build, ground))
  if (runtime === undefined) return undefined
  const serving = { runtime, folders, ended: false }
  void runtime.ended.then(() => (serving.ended = true))
  say(`serves the newest sources, ready in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  return serving
}

/** @returns undefined where it failed, after a line that says why */
async function attempt<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act()
  } catch (thrown) {
    if (!(thrown instanceof StartFailure)) throw thrown
    say(`${thrown.message}; waiting for the next change`)
    return undefined
  }
}

function foldersOf(build: HouseBuild): string {
  return [...build.workers.map(({ folder }) => folder), build.assets.folder, build.page].join(' ')
}

async function main(): Promise<number> {
  try {
    const stopped = stopRequested()
    const ground = await prepareGround(readOptions(process.argv.slice(2)), projectVersion())
    await develop(ground, stopped)
    return EXIT.ok
  } catch (thrown) {
    if (!(thrown instanceof StartFailure)) throw thrown
    say(thrown.message)
    return thrown.exitCode
  }
}

process.exit(await main())
