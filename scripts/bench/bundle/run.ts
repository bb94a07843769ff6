/** What the Workers weigh: minified and compressed, as Cloudflare counts them. */
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'

const root = path.resolve(import.meta.dirname, '../../..')
const TARGETS_KIB = {
  'wrangler.jsonc': 900,
  'workers/edge/wrangler.jsonc': 200,
  'workers/admin/wrangler.jsonc': 200,
}

for (const [config, target] of Object.entries(TARGETS_KIB)) {
  const out = await mkdtemp(path.join(tmpdir(), 'switchboard-bundle-'))
  const wrangler = path.join(root, 'node_modules/wrangler/bin/wrangler.js')
  const args = [
    wrangler,
    'deploy',
    '--dry-run',
    '--minify',
    '--outdir',
    out,
    '--config',
    path.join(root, config),
  ]
  await promisify(execFile)(process.execPath, args, { cwd: path.dirname(path.join(root, config)) })
  const files = (await readdir(out)).filter((name) => !/\.map$|\.md$/.test(name))
  const sizes = await Promise.all(
    files.map(async (name) => gzipSync(await readFile(path.join(out, name))).byteLength),
  )
  const kib = sizes.reduce((sum, size) => sum + size, 0) / 1024
  console.log(`${config.padEnd(32)} ${kib.toFixed(0).padStart(5)} KiB gzip (target ${target})`)
  await rm(out, { recursive: true })
}
