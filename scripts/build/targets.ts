import path from 'node:path'
import { PROJECT } from './project.ts'
import { readWranglerConfig, type WranglerConfig } from './worker-config.ts'

/** A Worker that is bundled the way it is deployed. */
export interface WorkerTarget {
  /** Names its folder among the builds. */
  readonly key: string
  /** Absolute path of its wrangler.jsonc. */
  readonly configFile: string
  readonly config: WranglerConfig
  /** What its bundle is made of: files and folders, relative to the project. */
  readonly inputs: readonly string[]
}

const SHARED = ['shared-types', 'scripts/build', 'pnpm-lock.yaml']

/** The Workers of the house in the order they are deployed: each binds only those before it. */
export function houseWorkers(): WorkerTarget[] {
  return [
    workerTarget('actors', 'wrangler.jsonc', ['actors', 'wrangler.jsonc']),
    workerTarget('admin', 'workers/admin/wrangler.jsonc', ['workers/admin']),
    workerTarget('edge', 'workers/edge/wrangler.jsonc', ['workers/edge']),
  ]
}

/** The Worker that stands in for Cloudflare's ASSETS binding on one machine; it is never deployed. */
export function assetsWorker(): WorkerTarget {
  return workerTarget('assets', 'scripts/start/assets/wrangler.jsonc', ['scripts/start/assets'])
}

/** The page's sources; it takes the edge's types and the shared schemas. */
export const PAGE_INPUTS = ['workers/web', ...SHARED]

function workerTarget(key: string, file: string, inputs: readonly string[]): WorkerTarget {
  const configFile = path.join(PROJECT, file)
  return { key, configFile, config: readWranglerConfig(configFile), inputs: [...inputs, ...SHARED] }
}
