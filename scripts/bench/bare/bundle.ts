import { build } from 'esbuild'
import path from 'node:path'

/**
 * Bundles a Worker as the bare runtime's README says, from wherever its source lies.
 * @param source absolute path of the Worker
 * @param out absolute path of the module to write
 */
export async function bundle(source: string, out: string): Promise<void> {
  await build({
    entryPoints: [source],
    outfile: out,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:workers', 'node:*'],
    loader: { '.sql': 'text' },
    // The bare Worker stands outside of the project and takes the project's own versions.
    nodePaths: [path.resolve(import.meta.dirname, '../../node_modules')],
    logLevel: 'error',
  })
}
