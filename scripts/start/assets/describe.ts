import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Asset, AssetManifest } from './manifest.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
}

/** Where Vite puts what it names by its content. */
const HASHED = /^\/assets\/.+-[\w-]{8}\.\w+$/

/** Cloudflare reads these as settings and serves them to nobody. */
const SETTINGS = new Set(['/_headers', '/_redirects', '/.assetsignore'])

/** Lists a folder of built files for the assets Worker, so that it needs no look at the disk to know what exists. */
export function describeAssets(folder: string): AssetManifest {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
  const entries = files.map((file): [string, Asset] => {
    const name = `/${path.relative(folder, file).replaceAll(path.sep, '/')}`
    return [name, describe(name, readFileSync(file))]
  })
  return Object.fromEntries(entries.filter(([name]) => !SETTINGS.has(name)))
}

function describe(name: string, content: Uint8Array): Asset {
  return {
    etag: `"${createHash('sha256').update(content).digest('hex').slice(0, 32)}"`,
    type: TYPES[path.extname(name)] ?? 'application/octet-stream',
    immutable: HASHED.test(name),
  }
}
