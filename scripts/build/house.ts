import { cpSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { cachedBuild, type Build } from './cache.ts'
import { PROJECT } from './project.ts'
import { assetsWorker, houseWorkers, PAGE_INPUTS, type WorkerTarget } from './targets.ts'
import { runTool } from './tool.ts'

/** A Worker and the folder its modules are in. */
export interface BuiltWorker {
  readonly target: WorkerTarget
  readonly folder: string
}

/** Everything that runs, built. */
export interface HouseBuild {
  /** In the order of deployment. */
  readonly workers: readonly BuiltWorker[]
  readonly assets: BuiltWorker
  /** The folder of the page's files. */
  readonly page: string
  /** True where anything had to be built. */
  readonly fresh: boolean
}

const PAGE = path.join(PROJECT, 'workers/web')
const PAGE_DIST = path.join(PAGE, 'dist')

/**
 * Builds what has changed: the Workers exactly as they are deployed, and the page. They build side by side, since most
 * of a bundler's time is waiting for files and for its own start.
 * @throws BuildFailure where a source does not build
 */
export async function buildHouse(): Promise<HouseBuild> {
  // Wrangler refuses an edge whose assets folder does not exist, whatever is in it.
  mkdirSync(PAGE_DIST, { recursive: true })
  const targets = [...houseWorkers(), assetsWorker()]
  const [page, ...builds] = await Promise.all([buildPage(), ...targets.map(buildWorker)])
  const built = targets.map((target, index) => ({ target, folder: folderOf(builds[index]) }))
  const assets = built.at(-1)
  if (assets === undefined) throw new Error('no Worker serves the assets')
  const fresh = [page, ...builds].some((build) => build.fresh)
  return { workers: built.slice(0, -1), assets, page: page.folder, fresh }
}

/** Puts the built page where the edge's wrangler.jsonc looks for it on deployment. */
export function publishPage(house: HouseBuild): void {
  rmSync(PAGE_DIST, { recursive: true, force: true })
  cpSync(house.page, PAGE_DIST, { recursive: true })
}

function buildWorker({ key, configFile, inputs }: WorkerTarget): Promise<Build> {
  return cachedBuild(key, inputs, (folder) =>
    runTool(`the ${key} Worker`, { package: 'wrangler', bin: 'wrangler', from: PROJECT }, [
      'deploy',
      '--dry-run',
      '--config',
      configFile,
      '--outdir',
      folder,
    ]),
  )
}

function buildPage(): Promise<Build> {
  return cachedBuild('page', PAGE_INPUTS, (folder) =>
    runTool('the page', { package: 'vite', bin: 'vite', from: PAGE }, [
      'build',
      '--logLevel',
      'warn',
      '--emptyOutDir',
      '--outDir',
      folder,
    ]),
  )
}

function folderOf(build: Build | undefined): string {
  if (build === undefined) throw new Error('a Worker was not built')
  return build.folder
}
